#!/bin/sh
# sh naive.sh three|all WORKERS TEXTS OUTPUT NAME…: the files of every publication, one program each. PANDOC and WEASYPRINT
# say where those are. three: HTML, EPUB, tagged PDF. all: as many as Imprint makes but for braille and audio: four HTML
# files, four PDFs, one EPUB, two texts.
set -eu
files=$1 workers=$2 texts=$3 output=$4
shift 4

if [ "$workers" -gt 1 ]; then
    printf '%s\n' "$@" | xargs -P "$workers" -I NAME sh "$0" "$files" 1 "$texts" "$output" NAME
    exit
fi

write() { "$PANDOC" -s --citeproc --bibliography references.yaml "$1.md" -o "$target/$2"; }
print() { "$WEASYPRINT" --quiet --pdf-variant pdf/ua-1 "$@"; }

for name; do
    target=$output/$name
    mkdir -p "$target"
    cd "$texts/$name"
    [ ! -d figures ] || cp -r figures "$target/"
    write full index.html
    write full leaflet.epub
    print "$target/index.html" "$target/leaflet.pdf"
    [ "$files" = all ] || continue
    echo 'html { font-size: 18pt }' >"$target/large.css"
    write plain plain.html
    print "$target/plain.html" "$target/plain-leaflet.pdf"
    print -s "$target/large.css" "$target/index.html" "$target/large-print.pdf"
    print -s "$target/large.css" "$target/plain.html" "$target/plain-large-print.pdf"
    write full embed.html
    write plain embed-plain.html
    write full leaflet.txt
    write plain plain-leaflet.txt
done
