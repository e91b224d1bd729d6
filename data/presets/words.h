// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the shipped presets say, for translators alone: nothing is compiled from
// this. tests/test-preset compares it with the files.

N_ ("Acoustic guitar")
N_ ("A steel or nylon guitar, by microphone or pickup: the boom of the "
    "body out, strings in, picking levelled lightly.")
N_ ("Backing vocal")
N_ ("Singers behind the lead: thinner and with less presence, so that they "
    "carry it and do not cover it, and held steady.")
N_ ("Bass")
N_ ("Bass guitar or synthesizer bass: an even foundation, the mud out, "
    "enough middle to be heard on small speakers.")
N_ ("Drum bus")
N_ ("A group of all drums: glued together and made denser by parallel "
    "compression, with the strokes left whole.")
N_ ("Electric guitar")
N_ ("A guitar amplifier with a close microphone: cabinet rumble and fizz "
    "out, bite in, barely compressed, as the amplifier does that.")
N_ ("Kick")
N_ ("A bass drum with a close microphone: weight and click in, cardboard "
    "out, the other drums gated down.")
N_ ("Lead vocal")
N_ ("One singer in front of the mix: rumble and boxiness out, presence and "
    "air in, words held even.")
N_ ("Mix bus")
N_ ("The whole mix: one or two dB of slow, gentle glue and a touch of air; "
    "it shall hardly be noticed until it is switched off.")
N_ ("Overheads")
N_ ("A pair over the drum kit: cymbals and the picture of the kit, without "
    "the low end that the close microphones have, soft on top.")
N_ ("Piano")
N_ ("A grand or upright piano in a band: clear in the low middle, a little "
    "brilliance, played dynamics mostly kept.")
N_ ("Snare")
N_ ("A snare drum with a close microphone: body and crack in, boxiness "
    "out, the hi-hat gated down between strokes.")
