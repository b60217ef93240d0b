package ngspbhxh

// DecodeNumber and DecodeHousehold are the readers of replies.
var (
	DecodeNumber    = (*Client).decodeNumber
	DecodeHousehold = (*Client).decodeHousehold
)
