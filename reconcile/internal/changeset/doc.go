// Package changeset is what the stores of a campaign that live in a database
// have in common: it judges changes, gives positions, times and IDs, says how a
// row looks afterwards, and reads long answers page by page. It touches no
// database: a store reads the rows concerned, asks [Plan] and writes the steps,
// all in one transaction.
package changeset
