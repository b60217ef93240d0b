// Package people is what the examples link and dedupe share: reading people.csv
// as a stream, the report on what was found against the truth where the file has
// it, and the progress of the work.
//
// Nothing in it writes or prints a name, a date or a number of a person.
package people
