package forms

import "iter"

// VolumesOf is Volumes with another size than MaxRows.
func VolumesOf[R any](head Head, list []R, size int) iter.Seq2[Head, iter.Seq2[R, error]] {
	return volumes(head, list, size)
}
