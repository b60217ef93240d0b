// Package people is what the examples link and dedupe share: reading people.csv
// as a stream, measuring what was found against the truth where the file has
// it, the plot, and files that appear whole or not at all.
//
// Nothing in it writes or prints a name, a date or a number of a person.
package people
