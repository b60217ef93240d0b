// Package lunar converts between the Gregorian calendar and the Vietnamese
// lunar calendar (âm lịch) for the years 1900 to 2199, leap months included.
//
// The calendar is reckoned for the meridian 105° east (UTC+7), as ordered for
// the north of Vietnam from 1968 by Quyết định 121-CP of 08/08/1967 and for the
// whole country since 1976. Almanacs in use before that followed UTC+8, so a
// date of those years has two readings: see [Zone].
//
// The calendar of each year is one number of a generated table, made by
// internal/lunar/astro from astronomical formulae; nothing is computed at run
// time. All functions are safe for concurrent use.
package lunar

//go:generate go run gen.go
