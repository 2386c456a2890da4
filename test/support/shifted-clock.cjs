// Loaded before a station (NODE_OPTIONS=--require): its wall clock runs so many milliseconds ahead. Tests only.
'use strict';
const shift = Number(process.env.TEST_CLOCK_SHIFT_MS);
const Real = Date;
class ShiftedDate extends Real {
  constructor(...parts) {
    if (parts.length === 0) super(Real.now() + shift);
    else super(...parts);
  }
  static now() {
    return Real.now() + shift;
  }
}
globalThis.Date = ShiftedDate;
