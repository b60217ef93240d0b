package household

// findings holds the wording of every code. No text carries a value of a person
// or of a registry, and none asks for a paper household book: since 01/01/2023
// residence is read from the database (Nghị định 104/2022/NĐ-CP).
var findings = [...]findingRow{
	{
		FindingHeadNotFound, WeightAgainst,
		"Không tồn tại thông tin chủ hộ trong cơ sở dữ liệu quốc gia về dân cư",
		"the registry does not confirm the head of household",
	},
	{
		FindingResidenceDiffers, WeightAgainst,
		"Các thành viên kê khai không cùng địa chỉ thường trú hoặc tạm trú trong cơ sở dữ liệu quốc gia về dân cư",
		"a declared member shares neither permanent nor current residence with the head",
	},
	{
		FindingMemberUnconfirmed, WeightAgainst,
		"Có thành viên kê khai chưa được xác nhận; xem mã của từng thành viên.",
		"a registry does not confirm a declared member",
	},
	{
		FindingIncomplete, WeightAgainst,
		"Danh sách kê khai còn thiếu thành viên so với danh sách thành viên hộ gia đình trong cơ sở dữ liệu.",
		"the registry lists a member who is not declared",
	},
	{
		FindingUnchecked, WeightOpen,
		"Có thành viên chưa kiểm tra được; số tiền là tạm tính cho toàn bộ thành viên kê khai.",
		"somebody could not be asked about; the amounts are those of the whole declared family",
	},
	{
		FindingUndecided, WeightOpen,
		"Dữ liệu trả về chưa đủ để kết luận về hộ gia đình; số tiền là tạm tính.",
		"what the registry returned does not decide; the amounts are those of the whole declared family",
	},
	{
		FindingHouseholdByOfficer, WeightSupports,
		"Cán bộ đã xác nhận hộ gia đình; căn cứ được lưu trong kết quả.",
		"an officer confirmed the household",
	},
	{
		FindingPlainRenewal, WeightNote,
		"Số tiền tính theo gia hạn không giảm trừ: mỗi người đóng bằng mức của người thứ nhất.",
		"plain renewal: everybody pays as a first person",
	},
	{
		FindingConfirmed, WeightSupports,
		"Thông tin khớp với cơ sở dữ liệu.",
		"known to the registry under these details",
	},
	{
		FindingNotFound, WeightAgainst,
		"Không tìm thấy số định danh trong cơ sở dữ liệu; kiểm tra lại số đã nhập.",
		"nobody is registered under this number",
	},
	{
		FindingNothingFits, WeightAgainst,
		"Số định danh, họ tên và ngày sinh không cùng khớp với người nào; kiểm tra lại từng thông tin.",
		"number, name and date of birth fit nobody together",
	},
	{
		FindingDetailsDiffer, WeightAgainst,
		"Số định danh đúng nhưng có thông tin khác; xem mã của từng trường và điều chỉnh cho khớp.",
		"the number is registered, a detail differs",
	},
	{
		FindingOtherPerson, WeightAgainst,
		"Số định danh thuộc về người khác; kiểm tra lại số đã nhập.",
		"the number belongs to another person",
	},
	{
		FindingNotComparable, WeightOpen,
		"Trả lời của cơ sở dữ liệu chưa xác định được người này.",
		"the answer of the registry does not concern this person",
	},
	{
		FindingDead, WeightAgainst,
		"Cơ sở dữ liệu ghi nhận người này đã mất.",
		"the registry holds this person as dead",
	},
	{
		FindingMissing, WeightAgainst,
		"Cơ sở dữ liệu ghi nhận người này mất tích.",
		"the registry holds this person as missing",
	},
	{
		FindingNumberCancelled, WeightAgainst,
		"Số định danh đã bị hủy; kê khai số đang có hiệu lực.",
		"the number was cancelled; declare the one in force",
	},
	{
		FindingUnreachable, WeightOpen,
		"Chưa hỏi được cơ sở dữ liệu; sẽ hỏi lại, người dân không phải bổ sung gì.",
		"the registry could not be asked; ask again",
	},
	{
		FindingUnaskable, WeightOpen,
		"Thiếu hoặc không đọc được số định danh, họ tên hay ngày sinh nên chưa thể kiểm tra.",
		"number, name or date of birth is missing or unreadable: there is no question to put",
	},
	{
		FindingOldNumber, WeightNote,
		"Được kiểm tra theo số CMND; đề nghị kê khai số định danh cá nhân.",
		"asked about under a CMND",
	},
	{
		FindingToCorrect, WeightNote,
		"Được xác nhận, nhưng có thông tin ghi khác; xem mã của từng trường và điều chỉnh cho khớp.",
		"confirmed, yet a detail is written differently and should be corrected",
	},
	{
		FindingByOfficer, WeightSupports,
		"Cán bộ đã xác nhận thành viên này; căn cứ được lưu trong kết quả.",
		"an officer confirmed this member",
	},
	{
		FindingSameHead, WeightSupports,
		"Cơ sở dữ liệu ghi cùng chủ hộ.",
		"the registry names the same head",
	},
	{
		FindingSamePermanent, WeightSupports,
		"Cùng nơi thường trú với chủ hộ.",
		"same permanent residence as the head",
	},
	{
		FindingSameCurrent, WeightSupports,
		"Cùng nơi ở hiện tại với chủ hộ.",
		"same current residence as the head",
	},
	{
		FindingListed, WeightSupports,
		"Có trong danh sách thành viên hộ gia đình của cơ sở dữ liệu.",
		"on the registry's list of the household",
	},
	{
		FindingSameOwnRecord, WeightSupports,
		"Cùng mã hộ gia đình trong dữ liệu của cơ quan BHXH.",
		"same household code in BHXH's own record",
	},
	{
		FindingElsewhere, WeightAgainst,
		"Nơi thường trú và nơi ở hiện tại đều khác với chủ hộ.",
		"neither residence is that of the head",
	},
	{
		FindingNotListed, WeightAgainst,
		"Không có trong danh sách thành viên hộ gia đình của cơ sở dữ liệu.",
		"not on the registry's list of the household",
	},
	{
		FindingNoHead, WeightOpen,
		"Chưa xác định được chủ hộ nên chưa so sánh được nơi cư trú.",
		"the head is not known, so there is no residence to compare with",
	},
	{
		FindingListOldNumber, WeightOpen,
		"Kê khai bằng số CMND nên chưa đối chiếu được với danh sách thành viên; đề nghị kê khai số định danh cá nhân.",
		"declared by a CMND, which the registry's list of personal IDs cannot be compared with",
	},
	{
		FindingOtherHead, WeightNote,
		"Cơ sở dữ liệu ghi chủ hộ khác.",
		"the registry names another head",
	},
	{
		FindingNotHead, WeightAgainst,
		"Người kê khai là chủ hộ không phải là chủ hộ theo cơ sở dữ liệu.",
		"declared as head, and the registry names another one",
	},
	{
		FindingHeadOldNumber, WeightNote,
		"Cơ sở dữ liệu ghi chủ hộ bằng số CMND cũ, không đối chiếu được với số định danh của chủ hộ kê khai.",
		"the registry names the head by an old CMND that cannot be linked to the declared head",
	},
	{
		FindingNoResidence, WeightOpen,
		"Thông tin chủ hộ và nơi cư trú trong trả lời của cơ sở dữ liệu không đủ để kết luận.",
		"the registry returned no head that can be compared, and no residence that can",
	},
	{
		FindingOtherOwnRecord, WeightAgainst,
		"Khác mã hộ gia đình trong dữ liệu của cơ quan BHXH.",
		"another household code in BHXH's own record",
	},
	{
		FindingNamesake, WeightOpen,
		"Dữ liệu của cơ quan BHXH ghi mã hộ khác, nhưng chỉ tìm theo họ tên, ngày sinh và giới tính; có thể là người khác.",
		"another household code in BHXH's own record, found by name, date of birth and gender alone",
	},
	{
		FindingNoOwnRecord, WeightOpen,
		"Chưa có mã hộ gia đình trong dữ liệu của cơ quan BHXH.",
		"no household code in BHXH's own record",
	},
	{
		FindingMoved, WeightNote,
		"Nơi cư trú đã thay đổi nhưng vẫn được ghi trong hộ này.",
		"registered elsewhere, yet in this household by its head or by BHXH's record",
	},
	{
		FindingPermanentText, WeightNote,
		"Địa chỉ chi tiết của nơi thường trú khác nhau.",
		"the texts of the permanent residences differ",
	},
	{
		FindingPermanentArea, WeightNote,
		"Nơi thường trú khác tỉnh, thành phố.",
		"the permanent residences lie in different provinces",
	},
	{
		FindingPermanentWard, WeightNote,
		"Nơi thường trú khác xã, phường.",
		"the permanent residences lie in different wards",
	},
	{
		FindingCurrentText, WeightNote,
		"Địa chỉ chi tiết của nơi ở hiện tại khác nhau.",
		"the texts of the current residences differ",
	},
	{
		FindingCurrentArea, WeightNote,
		"Nơi ở hiện tại khác tỉnh, thành phố.",
		"the current residences lie in different provinces",
	},
	{
		FindingCurrentWard, WeightNote,
		"Nơi ở hiện tại khác xã, phường.",
		"the current residences lie in different wards",
	},
	{
		FindingProvinceMerged, WeightNote,
		"Hai mã tỉnh khác nhau nhưng là một tỉnh từ ngày 01/07/2025.",
		"two province codes that are one province since 01/07/2025",
	},
	{
		FindingWardMapped, WeightNote,
		"Hai mã xã, phường khác nhau nhưng là một theo bảng chuyển đổi.",
		"two ward codes that the caller's mapping holds for one ward",
	},
	{
		FindingWardNotCompared, WeightNote,
		"Hai mã xã, phường khác nhau, không có bảng chuyển đổi để so sánh.",
		"two ward codes and no mapping that knows them: not compared",
	},
	{
		FindingCurrentInferred, WeightNote,
		"Nơi ở hiện tại được dùng thay cho nơi tạm trú.",
		"the current residence was taken for the temporary one",
	},
	{
		FindingPermanentCurrent, WeightNote,
		"Cơ sở dữ liệu không ghi nơi ở hiện tại của một người; nơi thường trú được dùng thay.",
		"no current residence is registered for one of them: the permanent one was taken",
	},
	{
		FindingAllDeclared, WeightSupports,
		"Mọi thành viên trong danh sách của cơ sở dữ liệu đều đã được kê khai.",
		"everybody on the registry's list is declared",
	},
	{
		FindingAllAccounted, WeightSupports,
		"Thành viên chưa kê khai đều có thẻ BHYT theo nhóm đối tượng khác.",
		"the members who are not declared hold cards of other groups",
	},
	{
		FindingUndeclared, WeightAgainst,
		"Danh sách của cơ sở dữ liệu có thành viên chưa được kê khai.",
		"the registry's list names members who are not declared",
	},
	{
		FindingGroupUnknown, WeightOpen,
		"Chưa tra được nhóm đối tượng của thành viên chưa kê khai.",
		"the card group of a member who is not declared could not be found out",
	},
	{
		FindingNoListService, WeightNote,
		"Không có dịch vụ nào trả danh sách thành viên hộ gia đình, nên không kết luận được đã kê khai đủ hay chưa.",
		"no registry at hand lists a household, so nobody can say whether all were declared",
	},
	{
		FindingListUnreachable, WeightNote,
		"Chưa hỏi được danh sách thành viên hộ gia đình.",
		"the list of the household could not be asked for",
	},
	{
		FindingListNotOffered, WeightNote,
		"Dịch vụ trả danh sách thành viên theo chủ hộ chưa được cấp quyền; từng thành viên kê khai được kiểm tra riêng.",
		"the registry does not list members to this account; each declared member was checked instead",
	},
	{
		FindingListRefusedHead, WeightNote,
		"Thông tin chủ hộ chưa được xác nhận nên không có danh sách thành viên.",
		"the head is not confirmed, so there is no list",
	},
	{
		FindingUnlinkedToList, WeightNote,
		"Có thành viên kê khai bằng số CMND nên chưa kết luận được đã kê khai đủ hay chưa.",
		"somebody is declared by a CMND, so nobody can say whether all were declared",
	},
	{
		FindingCompleteByOfficer, WeightSupports,
		"Cán bộ đã xác nhận kê khai đủ thành viên; căn cứ được lưu trong kết quả.",
		"an officer confirmed that nobody was left out",
	},
	{
		FindingNotJoining, WeightNote,
		"Không đóng theo hộ gia đình lần này, không tính thứ tự.",
		"does not pay by household now and takes no place",
	},
	{
		FindingOtherGroup, WeightNote,
		"Có thẻ BHYT theo nhóm đối tượng khác, không tính thứ tự.",
		"holds a card of another group and takes no place",
	},
	{
		FindingAbsent, WeightNote,
		"Khai tạm vắng, không tính thứ tự.",
		"declared absent and takes no place",
	},
	{
		FindingJoinedElsewhere, WeightNote,
		"Đã tham gia tại nơi thường trú, không tính thứ tự.",
		"joined where permanently resident and takes no place",
	},
	{
		FindingDuplicate, WeightNote,
		"Được kê khai hai lần, chỉ tính một lần.",
		"named twice, counted once",
	},
	{
		FindingBudgetSupported, WeightNote,
		"Được ngân sách hỗ trợ mức đóng: không giảm trừ theo thứ tự, không tính thứ tự.",
		"supported by the budget: no reduction and no place",
	},
	{
		FindingBudgetShareUnknown, WeightNote,
		"Chưa có tỷ lệ ngân sách hỗ trợ; số tiền là toàn bộ mức đóng.",
		"the share of the budget is not stated; the amount is the whole contribution",
	},
	{
		FindingPaidBefore, WeightNote,
		"Giữ thứ tự đã tham gia trong năm tài chính.",
		"keeps the place taken earlier in the financial year",
	},
	{
		FindingSamePlace, WeightNote,
		"Có thành viên khác khai cùng thứ tự đã tham gia trong năm; đề nghị kiểm tra.",
		"another member states the same place; check it",
	},
	{
		FindingRemainingMonths, WeightNote,
		"Đóng cho số tháng còn lại, không theo định kỳ 3, 6 hoặc 12 tháng.",
		"pays for remaining months, not for 3, 6 or 12",
	},
}
