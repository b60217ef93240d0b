// Package identity holds the nouns that the rest of the module shares: who a
// person is to the social insurance of Vietnam (Bảo hiểm xã hội, BHXH) and to
// the national population database (CSDL quốc gia về dân cư), and by which
// numbers.
//
// Most programs need four things of it:
//
//	id, err := identity.ParsePersonalID(text)      // số định danh cá nhân, 12 digits
//	date, err := identity.ParseDate(text)          // 15/03/1980, 03/1980, 0/0/1980 …
//	report := identity.Check(person, today)        // everything wrong inside one record
//	index.AddHistory(key, history)                 // a former CMND still finds its person
//
// The numbers are [PersonalID] (số định danh cá nhân, số CCCD), [CMND] (the
// 9-digit number before it), [SocialInsuranceNumber] (mã số BHXH) and
// [HealthCard] (thẻ BHYT); [Number] is any of the first three with its kind.
// Beside them stand [Date], which may be known to the year only, [Gender],
// [Name], and what is made of them: [Person], [Participant], [CardQR],
// [History], [Correction].
//
// A record keeps its values as they were found: [Person] holds [Text] and
// [Name], and [Check] reads them. A wrong value can thus be reported, printed
// and corrected, and is never lost by parsing.
//
// # Parsing
//
// The Parse functions accept what people and spreadsheets write: blanks, dots,
// hyphens, full-width digits, an apostrophe before a number, a date with a time
// of midnight. They never repair: digits that a spreadsheet lost are
// [CodeLostZero], and [SuggestNumber] offers the padded number for a person to
// confirm. What they return is valid; the zero value of every type is not, and
// says so by IsValid. Text, JSON and SQL carry the value in one canonical form,
// which the parser reads back; empty text and NULL give the zero value.
//
// # Tables
//
// The code tables (places of birth registration, provinces before and since
// 01/07/2025, prefixes of CMND, object codes and benefit levels of health
// insurance) are Go literals, generated from the CSV files in the directory
// data ([TablesVersion]). Every row names its source and how well it is
// supported ([Certainty]); what changes by law carries dates, and functions that
// apply it take the day.
//
// # Errors
//
// A failure is an *[Error]: a stable [Code], the [Field] that was expected and
// a byte offset. errors.Is(err, identity.CodeLength) tests for a code. No error
// holds any part of the input.
//
// # Privacy
//
// fmt and log/slog show every type that can hold personal data masked: the kind
// and last three digits of a number ("CCCD …345"), the initials of a name, of a
// date how much of it is known, of other text that there is some. The value
// comes out by Reveal, by a conversion to string, and by the text, JSON and SQL
// forms, because that is what callers store and send.
//
// Three ways around the mask cannot be closed by methods:
//
//   - An unexported field of a caller's own struct: fmt does not call methods
//     there. A [Name], [Text] or anything that holds one ([Person],
//     [Participant], [CardQR], [Correction]) shows its text; numbers, cards and
//     dates show a number that says nothing.
//   - The verbs %p and %w, which are wrong for a value and which go vet reports:
//     fmt complains with the same raw form.
//   - A value inside a caller's own struct, slice or map that is given to
//     slog's JSON handler: encoding/json writes it in full. At top level, or in
//     a container of this package, it is masked.
//
// A caller's struct that is to be logged should implement slog.LogValuer.
//
// # Compatibility
//
// Codes, the names of fields and the text forms are data: they do not change.
// Sentences (Error, English, Vietnamese) and masked forms are for people and
// may change.
package identity
