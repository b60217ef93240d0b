package qldc

// DecodeCitizens and DecodeConfirmation are the readers of replies.
var (
	DecodeCitizens     = decodeCitizens
	DecodeConfirmation = decodeConfirmation
	FaultIn            = faultIn
)
