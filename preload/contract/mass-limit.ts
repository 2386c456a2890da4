/** How a legal gross mass was found: which text gave it, and what it hung on (domain.md §3). */
import * as z from 'zod';

/** order-62-2016: Art. 3 of order 62, the binding rule. annex-2016: the stricter, or noted, figure of the standard drawn with it. */
export const LimitBasis = z.enum(['order-62-2016', 'annex-2016']);
export type LimitBasis = z.infer<typeof LimitBasis>;

/** Why a limit is what it is, beside the number of axles. The words are `limit.why.*` of renderer/i18n. */
export const LimitCondition = z.enum([
  /** No limit, and so no sheet. */
  'axles-unknown',
  /** Three or four axles of an unknown body: as a rigid truck, which is the stricter. */
  'body-unknown',
  /** A rigid truck of five axles or more is not drawn: by the number of axles. */
  'body-not-drawn',
  /** Six axles or more, as if one were driven: 46 t. */
  'drive-axles-unknown',
  'drive-axle-single',
  /** It would be 42 or 43 t, 35 or 36 t, by what tows: by order 62 alone. */
  'tractor-axles-unknown',
  /** Two-axle tractor and three-axle semi-trailer: 42 t. */
  'tractor-two-axles',
  /** Three-axle truck and one-axle centre-axle trailer: 35 t. */
  'truck-three-axles',
  /** One tonne more. */
  'air-suspension',
  /** Two axles: the licence's total mass is below 18 t. */
  'registered-total',
  /** Three tonnes less for each two tyres fewer. */
  'tyres-fewer',
  /** Fewer tyres, and nothing less: they are wide ones. */
  'wide-tyres',
  /** Not more than the axles' maximum loads together. */
  'axle-cap',
  /** Of older programs: nobody had said the axles of this trailer, and they are those that the file knew with another one. */
  'other-trailer',
  /** This program does not have the rule that the record names. */
  'rule-unknown',
]);
export type LimitCondition = z.infer<typeof LimitCondition>;
