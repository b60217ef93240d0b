package registrytest

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// String names the kind of value and shows nothing in it.
func (s *Server) String() string { return "registrytest.Server" }

// Format implements fmt.Formatter with the same for every verb.
func (s *Server) Format(f fmt.State, _ rune) { mask.Format(f, s.String()) }

// LogValue implements slog.LogValuer with the same.
func (s *Server) LogValue() slog.Value { return slog.StringValue(s.String()) }

// String names the kind of value and shows nothing in it.
func (s *HouseholdServer) String() string { return "registrytest.HouseholdServer" }

// Format implements fmt.Formatter with the same for every verb.
func (s *HouseholdServer) Format(f fmt.State, _ rune) { mask.Format(f, s.String()) }

// LogValue implements slog.LogValuer with the same.
func (s *HouseholdServer) LogValue() slog.Value { return slog.StringValue(s.String()) }
