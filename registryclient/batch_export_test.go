package registryclient

// SealReplies gives what stands, sealed, in a checkpoint for the replies.
func SealReplies(replies []Reply) (classes []RowClass, plain []byte) {
	for i := range replies {
		class := classOf(&replies[i])
		classes = append(classes, class)
		if class.Final() {
			plain = appendReply(plain, class, &replies[i])
		}
	}
	return classes, plain
}

// OpenReply reads one reply of a class and says whether it fills the text.
func OpenReply(class RowClass, plain []byte) (Reply, bool) {
	r := replyReader{rest: plain}
	reply := r.reply(class)
	return reply, !r.broken && len(r.rest) == 0
}
