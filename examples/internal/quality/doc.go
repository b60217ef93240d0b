// Package quality measures same-person scores against the truth: the point of
// every threshold, the best one, the area under the ROC curve, and a figure of all
// that. The examples evaluate, link and dedupe share it.
package quality
