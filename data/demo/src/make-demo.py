#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Play the score into eight stems: make-demo.py FOLDER writes WAV files.

NumPy alone, fixed seeds: the same bytes each time. See README for encoding.
"""
import struct
import sys

import numpy as np

import score

RATE = 48000
BEAT = 60.0 / score.BPM
LENGTH = int((len(score.BARS) * score.BEATS * BEAT + 2.5) * RATE)
NOTES = {n: i for i, n in enumerate("C C# D D# E F F# G G# A A# B".split())}
rng = np.random.default_rng(1974)


def hz(name, up=0):
    return 440.0 * 2 ** ((NOTES[name[:-1]] + 12 * int(name[-1]) + up - 57) / 12)


def at(bar, beat, swing=0.0):
    """Frame of a beat, a little late on the off-eighths, with a human wobble."""
    late = swing * BEAT if (beat * 2) % 2 == 1 else 0.0
    t = (bar * score.BEATS + beat) * BEAT + late + rng.normal(0, 0.003)
    return max(0, int(t * RATE))


def section_of(bar):
    for name, n in score.SECTIONS:
        if bar < n:
            return name
        bar -= n
    return "end"


def add(track, start, sound, gain=1.0):
    end = min(len(track), start + len(sound))
    if end > start:
        track[start:end] += gain * sound[: end - start]


def time(seconds):
    return np.arange(int(seconds * RATE)) / RATE


def envelope(n, attack, release):
    e = np.ones(n)
    a, r = int(attack * RATE), int(release * RATE)
    a, r = max(1, min(a, n // 2)), max(1, min(r, n // 2))
    e[:a] = 0.5 - 0.5 * np.cos(np.pi * np.arange(a) / a)
    e[-r:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(r) / r)
    return e


def band(x, low, high):
    """A steep band, by the spectrum: fine for whole sounds."""
    s = np.fft.rfft(x)
    f = np.fft.rfftfreq(len(x), 1 / RATE)
    s *= 1 / (1 + (low / np.maximum(f, 1e-9)) ** 4) ** .5
    s *= 1 / (1 + (f / high) ** 4) ** .5
    return np.fft.irfft(s, len(x))


def room(x, seconds=.35, mix=.12, seed=3):
    """Early space for the drums only; reverb is the mixer's."""
    r = np.random.default_rng(seed)
    n = int(seconds * RATE)
    out = []
    for side in range(2):
        ir = r.normal(size=n) * np.exp(-np.arange(n) / (n / 5.0))
        ir = band(ir, 200, 7000)
        ir /= np.sqrt(np.sum(ir ** 2))
        size = len(x) + n
        wet = np.fft.irfft(np.fft.rfft(x[:, side], size) * np.fft.rfft(ir, size), size)
        out.append(x[:, side] + mix * wet[: len(x)])
    return np.stack(out, 1)


def harmonics(f, n, shape, t, drift=0.0):
    """A sum of partials below 18 kHz: no aliases."""
    x = np.zeros(len(t))
    phase = 2 * np.pi * f * t + drift
    for k in range(1, n + 1):
        if k * f > 18000:
            break
        x += shape(k) * np.sin(k * phase)
    return x


# --- instruments ---

def kick(loud):
    t = time(.45)
    f = 47 + 130 * np.exp(-t * 38)
    body = np.sin(2 * np.pi * np.cumsum(f) / RATE) * np.exp(-t * 8.5)
    click = band(rng.normal(size=len(t)), 1500, 6000) * np.exp(-t * 220) * .25
    return np.tanh(1.6 * (body + click)) * envelope(len(t), .0005, .05) * loud * .8


def snare(loud):
    t = time(.32)
    tone = (np.sin(2 * np.pi * 186 * t) + .6 * np.sin(2 * np.pi * 331 * t)) * np.exp(-t * 26)
    wires = band(rng.normal(size=len(t)), 1200, 9000) * np.exp(-t * 17) * .8
    return (tone * .5 + wires) * envelope(len(t), .0005, .03) * loud * .45


def hat(loud, is_open):
    t = time(.35 if is_open else .09)
    x = band(rng.normal(size=len(t)), 6500, 15000) * np.exp(-t * (11 if is_open else 60))
    return x * envelope(len(t), .0004, .01) * loud * .3


def crash(loud):
    t = time(2.2)
    return band(rng.normal(size=len(t)), 3500, 13000) * np.exp(-t * 2.1) * envelope(len(t), .001, .3) * loud * .28


def tom(f, loud):
    t = time(.4)
    sweep = f * (1 + .5 * np.exp(-t * 30))
    return np.sin(2 * np.pi * np.cumsum(sweep) / RATE) * np.exp(-t * 8) * envelope(len(t), .001, .05) * loud * .5


def bass(f, seconds, loud):
    t = time(seconds)
    x = harmonics(f, 14, lambda k: 1 / k ** 1.35, t)
    bright = np.exp(-t * 5)
    x = x * (.75 + .25 * bright) + .12 * bright * band(rng.normal(size=len(t)), 400, 2500)
    return np.tanh(1.3 * x) * envelope(len(t), .004, .05) * np.exp(-t * .5) * loud * .42


def keys(f, seconds, loud):
    t = time(seconds + .4)
    tine = np.sin(2 * np.pi * f * 14 * t) * np.exp(-t * 16) * .5 * loud
    x = np.sin(2 * np.pi * f * t + (tine + 1.1 * loud * np.exp(-t * 3.2)) * np.sin(2 * np.pi * f * t))
    return x * np.exp(-t * 1.3) * envelope(len(t), .002, .35) * loud * .16


def pluck(f, seconds, loud):
    """A plucked string: a delay line with a soft average, a period at a time."""
    period = int(RATE / f)
    n = int((seconds + .6) * RATE)
    line = band(np.tile(rng.normal(size=period), 3), 60, 1500 + 4500 * loud)[period:2 * period]
    out = np.empty(n + period)
    out[:period] = line
    for start in range(period, n, period):
        old = out[start - period:start]
        before = np.concatenate(([out[start - period - 1] if start > period else old[0]], old[:-1]))
        out[start:start + period] = (.5 * old + .5 * before) * .9965
    x = out[:n]
    x = x + .35 * band(x, 90, 260) + .2 * band(x, 1800, 3500)
    return x * envelope(n, .0008, .25) * loud * .22


def pad(f, seconds):
    t = time(seconds + .8)
    sides = []
    for side in (-1, 1):
        x = np.zeros(len(t))
        for cents in (-6, 0, 5):
            d = 2 ** ((cents + side * 2) / 1200)
            x += harmonics(f * d, 9, lambda k: 1 / k ** 1.9, t, .02 * np.sin(2 * np.pi * .31 * t + side))
        sides.append(x * envelope(len(t), .6, .8) * .045)
    return np.stack(sides, 1)


def voice(f, seconds, loud, glide=None, breath=.02):
    """A sung "ah": partials under three formants, vibrato that comes in late."""
    t = time(seconds)
    vibrato = .011 * np.clip((t - .22) / .35, 0, 1) * np.sin(2 * np.pi * 5.4 * t)
    pitch = f * (1 + vibrato - .035 * np.exp(-t * 30))
    if glide:
        pitch *= (glide / f) ** np.exp(-t * 38)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    x = np.zeros(len(t))
    for k in range(1, 40):
        p = k * f
        if p > 9000:
            break
        tilt = 1 / k ** (1.15 - .25 * loud)
        formants = sum(g * np.exp(-((p - c) / w) ** 2) for c, w, g in
                       ((720, 180, 1.0), (1180, 220, .8), (2700, 450, .45), (3600, 700, .25)))
        x += tilt * (.12 + formants) * np.sin(k * phase)
    x += breath * band(rng.normal(size=len(t)), 1500, 8000)
    swell = .8 + .2 * np.sin(np.pi * np.clip(t / seconds, 0, 1))
    return x * envelope(len(t), .035, min(.14, seconds / 3)) * swell * loud * .3


# --- stems ---

def mono():
    return np.zeros(LENGTH)


def stereo():
    return np.zeros((LENGTH, 2))


def panned(x, p):
    return np.stack([x * np.cos(p * np.pi / 2), x * np.sin(p * np.pi / 2)], 1)


def play_kick():
    out = mono()
    for bar in range(len(score.BARS)):
        for beat, loud in score.KICK[section_of(bar)]:
            add(out, at(bar, beat), kick(loud * rng.uniform(.93, 1)))
    return out


def play_drums():
    out = stereo()
    for bar in range(len(score.BARS)):
        part = section_of(bar)
        for beat, loud in score.SNARE[part]:
            add(out, at(bar, beat, .03), panned(snare(loud * rng.uniform(.9, 1)), .47))
        level = score.HAT_EIGHTHS[part]
        for i in range(8 if level else 0):
            accent = (1.0, .55)[i % 2] * rng.uniform(.85, 1)
            add(out, at(bar, i / 2, .03), panned(hat(level * accent, part == "chorus" and i == 7), .66))
        if bar in (4, 12, 16, 20):
            add(out, at(bar, 0), panned(crash(.9), .3))
        if bar in (11, 19):
            for i, f in enumerate((190, 190, 150, 118)):
                add(out, at(bar, 3 + i / 4), panned(tom(f, .8), .3 + .13 * i))
    return room(out)


def play_bass():
    out = mono()
    for bar, name in enumerate(score.BARS):
        root = score.CHORDS[name][0]
        for beat, beats, up, loud in score.BASS[section_of(bar)]:
            add(out, at(bar, beat, .02), bass(hz(root, up), beats * BEAT * .95, loud))
    return out


def play_keys():
    out = stereo()
    rhythm = {"intro": [(0, 3.5)], "verse": [(0, 1.5), (2.5, 1)], "chorus": [(0, 1), (1.5, 1), (3, 1)], "end": [(0, 4)]}
    for bar, name in enumerate(score.BARS):
        for beat, beats in rhythm[section_of(bar)]:
            loud = rng.uniform(.6, .85)
            for i, note in enumerate(score.CHORDS[name][1]):
                x = keys(hz(note), beats * BEAT, loud)
                t = np.arange(len(x)) / RATE
                p = .5 + .22 * np.sin(2 * np.pi * 4.1 * t + .4 * i)
                add(out, at(bar, beat) + 90 * i, np.stack([x * np.cos(p * np.pi / 2), x * np.sin(p * np.pi / 2)], 1))
    return out


def play_guitar():
    out = mono()
    for bar, name in enumerate(score.BARS):
        part = section_of(bar)
        tones = score.CHORDS[name][1]
        if part in score.PICKS:
            for i, pick in enumerate(score.PICKS[part]):
                loud = (.9, .6)[i % 2] * rng.uniform(.85, 1)
                add(out, at(bar, i / 2, .03), pluck(hz(tones[pick % len(tones)], -12), BEAT * .8, loud))
        else:
            for i, note in enumerate(tones):
                add(out, at(bar, 0) + 700 * i, pluck(hz(note, -12), 3.5 * BEAT, .7))
    return out


def play_pad():
    out = stereo()
    for bar, name in enumerate(score.BARS):
        gain = {"intro": .9, "verse": .55, "chorus": 1.0, "end": .8}[section_of(bar)]
        for note in score.CHORDS[name][1]:
            add(out, at(bar, 0), pad(hz(note), score.BEATS * BEAT), gain)
    return out


def play_voice(part, breath):
    out = mono()
    before = None
    for bar, beat, note, beats, loud in part:
        f = hz(note)
        start = at(bar, beat, .02)
        is_joined = before and abs(start - before[1]) < .08 * RATE
        add(out, start, voice(f, beats * BEAT * .97, loud, before[0] if is_joined else None, breath))
        before = (f, start + int(beats * BEAT * RATE))
    return out


STEMS = [
    ("Kick", play_kick, -7.0),
    ("Drums", play_drums, -5.0),
    ("Bass", play_bass, -11.0),
    ("Keys", play_keys, -11.0),
    ("Guitar", play_guitar, -11.0),
    ("Pad", play_pad, -14.0),
    ("Vox lead", lambda: play_voice(score.LEAD, .02), -9.5),
    ("Vox double", lambda: play_voice(score.SECOND, .03), -12.0),
]


def write_wav(path, x):
    x = x if x.ndim == 2 else x[:, None]
    data = np.clip(np.round(x * 32767), -32768, 32767).astype("<i2").tobytes()
    n = x.shape[1]
    head = b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + struct.pack(
        "<IHHIIHH", 16, 1, n, RATE, RATE * n * 2, n * 2, 16)
    with open(path, "wb") as file:
        file.write(head + b"data" + struct.pack("<I", len(data)) + data)


def main():
    folder = sys.argv[1]
    total = stereo()
    for name, play, peak_db in STEMS:
        x = play()
        x = x - x.mean(0)
        x *= 10 ** (peak_db / 20) / np.abs(x).max()
        fade = int(.05 * RATE)
        ramp = 0.5 + 0.5 * np.cos(np.pi * np.arange(fade) / fade)
        x[-fade:] *= ramp if x.ndim == 1 else ramp[:, None]
        write_wav(f"{folder}/{name}.wav", x)
        total += x if x.ndim == 2 else x[:, None] * .7071
        rms = 20 * np.log10(np.sqrt((x ** 2).mean()))
        print(f"{name:10} peak {peak_db:6.1f} dBFS  rms {rms:6.1f}  {'stereo' if x.ndim == 2 else 'mono'}")
    print(f"sum        peak {20 * np.log10(np.abs(total).max()):6.1f} dBFS  {LENGTH / RATE:.1f} s")


main()
