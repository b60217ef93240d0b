package campaign

import "context"

// standing gives where participants stood whom the registry had confirmed and
// who were told or shared back, before they were asked again; nobody else. A
// question that failed in between changes nothing, a record that changed does.
func (c *Campaign) standing(ctx context.Context, people []Participant) (map[ID]State, error) {
	const first = 2 // events of somebody who is asked for the first time: loaded, asked
	var ids []ID
	for i := range people {
		if people[i].Row.Seq > first {
			ids = append(ids, people[i].Row.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	standing := make(map[ID]State)
	for e, err := range c.store.Events(ctx, EventFilter{IDs: ids, ByParticipant: true}) {
		if err != nil {
			return nil, err
		}
		switch {
		case e.Cause == CauseRecord:
			delete(standing, e.ID)
		case e.Cause.IsNote(), e.To == Asked, e.To == Pending:
		case e.To == NotifiedMau01, e.To == SharedBack, e.To == Settled:
			standing[e.ID] = e.To
		default:
			delete(standing, e.ID)
		}
	}
	return standing, nil
}
