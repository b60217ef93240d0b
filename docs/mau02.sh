#!/usr/bin/env bash
# Draws docs/mau02.png: the first page of a Mẫu số 02 of the embedded sample, as
# LibreOffice opens the workbook. Needs soffice and pdftoppm. The fonts are those
# that the module embeds into PDF, so that the picture does not depend on what
# is installed. Everybody on it is synthetic.
set -euo pipefail
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cat >"$tmp/fonts.conf" <<XML
<?xml version="1.0"?>
<fontconfig>
  <dir>$(go list -m -f '{{.Dir}}' github.com/go-fonts/liberation)</dir>
  <cachedir>$tmp/cache</cachedir>
  <alias binding="same"><family>Times New Roman</family><prefer><family>Liberation Serif</family></prefer></alias>
</fontconfig>
XML
go run ./examples/reconcile -as-of 2026-11-22 -out "$tmp/out" >/dev/null
FONTCONFIG_FILE=$tmp/fonts.conf soffice -env:UserInstallation="file://$tmp/profile" --headless \
  --convert-to pdf --outdir "$tmp" "$tmp/out/Mau02-TH0001A.xlsx" >/dev/null 2>&1
pdftoppm -r 110 -f 1 -l 1 -x 120 -y 75 -W 1110 -H 604 -png -singlefile "$tmp/Mau02-TH0001A.pdf" docs/mau02
