// Package pdfcheck has pdfcpu validate every kind of PDF that package forms
// writes, strictly by ISO 32000. It is a module of its own, so that no importer
// of forms gets pdfcpu as a dependency:
//
//	go -C internal/pdfcheck test ./...
package pdfcheck
