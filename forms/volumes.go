package forms

import "iter"

// MaxRows is the most rows of one document. A longer list is written as
// volumes: a sheet is built in memory, and people print these lists.
const MaxRows = 25_000

// Volumes splits a list into as few documents as [MaxRows] allows: each with a
// head that says which part it is ("Tập 1/4") and goes on counting where the
// one before ended. A list that fits gives itself under the head as it is, an
// empty list gives one empty document.
//
//	for head, part := range forms.Volumes(head, list) {
//		err := forms.WriteMau02(ctx, file(head.Volume), head, part, forms.Options{})
//		…
//	}
func Volumes[R any](head Head, list []R) iter.Seq2[Head, iter.Seq2[R, error]] {
	return volumes(head, list, MaxRows)
}

// VolumesFor is Volumes for a format whose documents hold fewer rows: see
// [Format.MaxRows].
func VolumesFor[R any](format Format, head Head, list []R) iter.Seq2[Head, iter.Seq2[R, error]] {
	return volumes(head, list, format.MaxRows())
}

func volumes[R any](head Head, list []R, size int) iter.Seq2[Head, iter.Seq2[R, error]] {
	return func(yield func(Head, iter.Seq2[R, error]) bool) {
		if len(list) <= size {
			yield(head, Rows(list...))
			return
		}
		part, first := head, max(1, head.FirstOrdinal)
		part.Volume, part.Volumes = 0, (len(list)+size-1)/size
		for at := 0; at < len(list); at += size {
			part.Volume++
			part.FirstOrdinal = first + at
			if !yield(part, Rows(list[at:min(at+size, len(list))]...)) {
				return
			}
		}
	}
}
