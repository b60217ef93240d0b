package xlsxread

import (
	"context"
	"strconv"
	"strings"
)

// loadStyles reads which cell styles show a number as a date.
func (a *archive) loadStyles(ctx context.Context, name string) ([]bool, error) {
	x, err := a.openXML(ctx, name, PartStyles, maxMetaPart)
	if err != nil {
		return nil, err
	}
	defer x.close()
	var styles []bool
	custom := make(map[int]bool)
	err = x.each(func(depth int, e token) error {
		switch {
		case depth != 3:
		case e.local == "numFmt" && x.stack[1] == "numFmts":
			if id, err := strconv.Atoi(e.attr("numFmtId")); err == nil && len(custom) < maxStyles {
				custom[id] = isDateFormat(e.attr("formatCode"))
			}
		case e.local == "xf" && x.stack[1] == "cellXfs":
			if len(styles) == maxStyles {
				return fail(CodeStructure, PartStyles)
			}
			id, err := strconv.Atoi(e.attr("numFmtId"))
			date, ok := custom[id]
			if !ok {
				date = err == nil && isBuiltInDate(id)
			}
			styles = append(styles, date)
		}
		return nil
	})
	return styles, err
}

// isBuiltInDate reports the numbers of the built-in formats that show dates
// and times (ECMA-376 Part 1, 18.8.30), with those of East Asian versions.
func isBuiltInDate(id int) bool {
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
}

// isDateFormat reports a format code with a placeholder of date or time
// outside of quoted text, escapes and brackets.
func isDateFormat(code string) bool {
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"', '[':
			end := byte('"')
			if c == '[' {
				end = ']'
			}
			skip := strings.IndexByte(code[i+1:], end)
			if skip < 0 {
				return false
			}
			i += skip + 1
		case '\\', '_', '*':
			i++
		case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S':
			return true
		case 'G', 'g': // "General" holds none of them
			if len(code) >= i+7 && strings.EqualFold(code[i:i+7], "General") {
				i += 6
			}
		}
	}
	return false
}
