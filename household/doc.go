// Package household will hold the members of a household, what the registry
// knows of them, and the dated contribution rules behind the family health card
// (thẻ BHYT hộ gia đình). It exports no name yet.
package household
