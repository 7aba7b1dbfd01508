// Reads an iCalendar file on standard input with ical.js and prints, as JSON, what a subscriber would see:
// one object per occurrence, in order of start then UID. Only the time zones of the file itself are used.
// Usage: node expand_feed.mjs [last-day-of-repeated-events, YYYY-MM-DD] < feed.ics
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
ICAL.TimezoneService.reset();
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}

const utc = (time) => {
  // ical.js reads an unknown TZID as floating time, silently: that is a wrong hour, so it must be an error here.
  if (!time.isDate && time.zone === ICAL.Timezone.localTimezone) {
    throw new Error(`floating or unknown time zone: ${time}`);
  }
  return time.isDate ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString();
};

const row = (component, event, start, end) => ({
  uid: event.uid,
  start: utc(start),
  end: utc(end),
  sequence: event.sequence,
  summary: event.summary,
  description: event.description,
  location: event.location,
  status: component.getFirstPropertyValue("status"),
  url: component.getFirstPropertyValue("url"),
  geo: component.getFirstPropertyValue("geo"),
  categories: component.getAllProperties("categories").flatMap((property) => property.getValues()),
});

const rows = [];
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  if (!event.isRecurring()) {
    rows.push(row(component, event, event.startDate, event.endDate));
    continue;
  }
  const last = process.argv[2];
  if (!last) throw new Error("a repeated event needs a last day");
  const until = ICAL.Time.fromDateString(last);
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.compare(until) <= 0; next = iterator.next()) {
    const occurrence = event.getOccurrenceDetails(next);
    rows.push(row(component, occurrence.item, occurrence.startDate, occurrence.endDate));
  }
}
rows.sort((a, b) => (a.start + a.uid < b.start + b.uid ? -1 : 1));
process.stdout.write(JSON.stringify(rows));
