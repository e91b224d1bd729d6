# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

LT_ICONS = \
	icons/hicolor/scalable/apps/org.longthrow.Longthrow.svg \
	icons/hicolor/symbolic/apps/org.longthrow.Longthrow-symbolic.svg
LT_GRESOURCE = \
	data/longthrow.gresource.xml \
	data/ui/contrast.css data/ui/longthrow.css
EXTRA_DIST += $(LT_ICONS) $(LT_GRESOURCE) \
	data/org.longthrow.Longthrow.desktop \
	data/org.longthrow.Longthrow.metainfo.xml

if GUI
desktopdir = $(datadir)/applications
desktop_DATA = data/org.longthrow.Longthrow.desktop
metainfodir = $(datadir)/metainfo
metainfo_DATA = data/org.longthrow.Longthrow.metainfo.xml
appicondir = $(datadir)/icons/hicolor/scalable/apps
appicon_DATA = icons/hicolor/scalable/apps/org.longthrow.Longthrow.svg
symbolicicondir = $(datadir)/icons/hicolor/symbolic/apps
symbolicicon_DATA = icons/hicolor/symbolic/apps/org.longthrow.Longthrow-symbolic.svg

data/lt-resources.c: $(LT_GRESOURCE)
	$(AM_V_GEN)$(MKDIR_P) data && $(GLIB_COMPILE_RESOURCES) \
	  --sourcedir=$(top_srcdir)/data --generate-source --manual-register \
	  --c-name lt --target=$@ $(top_srcdir)/data/longthrow.gresource.xml
data/lt-resources.h: $(LT_GRESOURCE)
	$(AM_V_GEN)$(MKDIR_P) data && $(GLIB_COMPILE_RESOURCES) \
	  --sourcedir=$(top_srcdir)/data --generate-header --manual-register \
	  --c-name lt --target=$@ $(top_srcdir)/data/longthrow.gresource.xml
BUILT_SOURCES += data/lt-resources.c data/lt-resources.h
CLEANFILES += data/lt-resources.c data/lt-resources.h
endif

# The demo song and the presets; make keeps no names with spaces, so the folders
# go as a whole.
EXTRA_DIST += data/demo data/presets
demodir = $(pkgdatadir)/demo
presetsdir = $(pkgdatadir)/presets
install-data-local:
	$(MKDIR_P) "$(DESTDIR)$(demodir)" "$(DESTDIR)$(presetsdir)"
	for f in $(top_srcdir)/data/demo/*.opus $(top_srcdir)/data/demo/README; do \
	  $(INSTALL_DATA) "$$f" "$(DESTDIR)$(demodir)" || exit 1; done
	for f in $(top_srcdir)/data/presets/*.json; do \
	  $(INSTALL_DATA) "$$f" "$(DESTDIR)$(presetsdir)" || exit 1; done
uninstall-local:
	rm -rf "$(DESTDIR)$(demodir)" "$(DESTDIR)$(presetsdir)"
