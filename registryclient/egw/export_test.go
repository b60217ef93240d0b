package egw

// Decode and DecodeToken are the readers of replies.
var (
	Decode       = decode
	DecodeToken  = decodeToken
	FoldMinority = foldMinority
)
