#!/bin/sh
# As many artefacts as Imprint makes, by one pandoc (and one weasyprint) command each: four HTML files, four PDFs, one EPUB, two
# texts.
# Started by cold_start.py, which sets PANDOC and WEASYPRINT: `sh benchmarks/theirs.sh FOLDER`, in a folder with the
# texts (full.md, plain.md), their references.yaml and figures/.
set -eu
target=$1
mkdir -p "$target"
cite="--citeproc --bibliography references.yaml"

# shellcheck disable=SC2086 # options are words
html() { "$PANDOC" -s $cite "$1.md" -o "$target/$2"; }

html full index.html
html plain plain.html
html full snippet.html
html plain snippet-plain.html
for level in full plain; do
    # shellcheck disable=SC2086
    "$PANDOC" -s $cite "$level.md" -t html | "$WEASYPRINT" --quiet --base-url "$PWD/" - "$target/$level.pdf"
    # shellcheck disable=SC2086
    "$PANDOC" -s $cite "$level.md" -t html | "$WEASYPRINT" --quiet --base-url "$PWD/" -s large.css - "$target/large-$level.pdf"
    # shellcheck disable=SC2086
    "$PANDOC" -s $cite "$level.md" -t plain -o "$target/$level.txt"
done
# shellcheck disable=SC2086
"$PANDOC" $cite full.md -o "$target/leaflet.epub"
