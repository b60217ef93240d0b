// Package synth makes synthetic Vietnamese people with known truth, and the
// faults that thirty years of paper, legacy encodings and spreadsheets leave in
// their records. Nobody it makes exists: names are drawn word by word from
// frequency lists, numbers and dates from a seeded generator.
//
// The same seed gives the same people.
package synth
