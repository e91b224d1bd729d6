# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

dist_man1_MANS += doc/man/longthrow-cli.1 doc/man/longthrow-engine.1
if GUI
dist_man1_MANS += doc/man/longthrow.1
else
EXTRA_DIST += doc/man/longthrow.1
endif
dist_doc_DATA += doc/manual.md doc/desk.png doc/channel-view.png doc/monitor-section.png \
	doc/mixer-buses.png doc/sends-on-faders.png doc/dca-spill.png doc/why.png
EXTRA_DIST += doc/figures.md doc/design/clocks.md doc/design/link.md \
	doc/design/parameters.md doc/design/patch.md doc/design/routing.md \
	doc/design/saturation.md doc/design/session.md \
	doc/design/solo.md doc/design/strip.md \
	doc/design/threads.md
