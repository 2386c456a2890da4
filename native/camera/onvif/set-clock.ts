/** The body of SetSystemDateAndTime (ONVIF Core): by hand, in UTC, to the nearest second; the time zone is left alone. */
export function setClockBody(now: Date): string {
  const at = new Date(Math.round(now.getTime() / 1000) * 1000);
  const part = (name: string, value: number): string => `<tt:${name}>${value}</tt:${name}>`;
  const time = part('Hour', at.getUTCHours()) + part('Minute', at.getUTCMinutes()) + part('Second', at.getUTCSeconds());
  const date = part('Year', at.getUTCFullYear()) + part('Month', at.getUTCMonth() + 1) + part('Day', at.getUTCDate());
  return (
    '<tds:SetSystemDateAndTime xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema">' +
    '<tds:DateTimeType>Manual</tds:DateTimeType><tds:DaylightSavings>false</tds:DaylightSavings>' +
    `<tds:UTCDateTime><tt:Time>${time}</tt:Time><tt:Date>${date}</tt:Date></tds:UTCDateTime></tds:SetSystemDateAndTime>`
  );
}
