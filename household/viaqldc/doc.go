// Package viaqldc lets package household ask the citizen services of the
// national population database (dịch vụ 037, TraCuuThongTinCongDan): the second
// way to a household, declared members checked one by one.
//
//	client, err := qldc.NewClient(endpoint, auth, qldc.WithPurpose(purpose))
//	…
//	checker, err := viaqldc.NewChecker(client)
//	…
//	resolver, err := household.NewResolver(household.Sources{Checker: checker}, household.Options{})
//
// It is a package of its own so that package household depends on no wire.
//
// # What the records say
//
// Of each record it takes the head block (ChuHo: SoDinhDanh, else SoCMND), the
// permanent residence (ThuongTru) and the current one (NoiOHienTai). Which of
// them come back depends on the licence; none is assumed. No public client was
// seen to use them for this, so that they are fit for it is an inference from
// QCVN 109:2017/BTTTT. Two more are named where they matter:
//
//   - NoiOHienTai is taken for nơi tạm trú. A result that rests on it has
//     household.FindingCurrentInferred.
//   - QuanHe has one known code, CH01: see [Relation].
//
// The record has no field for a death or a cancelled number, so the status of
// a citizen stays unknown.
package viaqldc
