// Package filing has the codes that electronic filings to BHXH use for the
// relation to the head of household (mã mối quan hệ với chủ hộ): the household
// annex of Tờ khai TK1-TS and the lists sent with it.
//
// The numbers belong to this channel alone: hospital data and the population
// database use others for the same relations. The neutral type is
// household.Relation.
//
// # Sources
//
// The filing templates of Viettel and VNPT and an import sheet of BHXH agree on
// 00–21 and 99. One sheet prints 22 for "Khác"; it is read and never written.
package filing
