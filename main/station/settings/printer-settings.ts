/** `printer` and `printing` of the configuration file: what prints, on which paper, and how the unit names itself there. */
import * as z from 'zod';
import type { PaperName } from '../../../preload/contract/paper.ts';
import { RequiredText } from '../../../preload/contract/vocabulary.ts';
import { says } from './config-fault.ts';

/** The device file of a USB or parallel port. */
const DevicePort = z.strictObject({ kind: z.literal('device'), path: z.string().min(1).max(256) });
/** Of the continuous form, in lines of 1/6 inch: a third, a half, a whole. */
const FormLines = z.literal([22, 33, 66]).default(33);

/** @param ports the forms of a port that every device may have */
export const printerForm = <T extends z.ZodDiscriminatedUnion>(ports: T, scaleId: z.ZodOptional<z.ZodType<string>>) => {
  const port = z.discriminatedUnion('kind', [ports, DevicePort]);
  return z.discriminatedUnion('driver', [
    z.strictObject({ scaleId, driver: z.literal('escpos'), port, columns: z.literal([32, 42, 48]) }),
    z.strictObject({ scaleId, driver: z.literal('escp'), port, formLines: FormLines }),
    z.strictObject({
      scaleId,
      driver: z.literal('system'),
      /** Its name, as the system calls it. */
      queue: z
        .string()
        .min(1)
        .max(127)
        .regex(/^[^\s/#?\\]+( [^\s/#?\\]+)*$/, says('printer-name')),
      paper: z.enum(['a4', 'form']).default('a4'),
      /** By CUPS, or by the desktop (Chromium). Left out: what this system has, see `printsThrough`. */
      through: z.enum(['cups', 'desktop']).optional(),
      /** With paper `form`. */
      formLines: FormLines,
    }),
  ]);
};

export const Printing = z.strictObject({
  /** How the unit names itself at the head of a sheet; left out: `station.unitName`, and no address. */
  header: z
    .strictObject({
      name: RequiredText(64).optional(),
      address: RequiredText(128).optional(),
      phone: RequiredText(32).optional(),
    })
    .prefault({}),
  /** Who signs, in this order; left out: 司磅员, 驾驶员, 收货方, 放行. */
  signers: z.array(RequiredText(6)).min(1).max(6).optional(),
  /** The short slip for the gate: by itself behind each sheet, or only when it is asked for. */
  exitSlip: z.enum(['with-sheet', 'when-asked']).default('when-asked'),
});
export type PrintingSettings = z.infer<typeof Printing>;

/** Which way driver `system` takes: where the system has no CUPS (Windows), the desktop's own printing. */
export const printsThrough = (
  { through }: { readonly through?: 'cups' | 'desktop' | undefined },
  platform: NodeJS.Platform,
): 'cups' | 'desktop' => through ?? (platform === 'win32' ? 'desktop' : 'cups');

const FORMS = { 22: 'form-22', 33: 'form-33', 66: 'form-66' } as const satisfies Record<number, PaperName>;
const ROLLS = { 32: 'roll-58', 42: 'roll-80-42', 48: 'roll-80' } as const satisfies Record<number, PaperName>;

/** The paper that lies in a printer, by its driver's own keys. */
export function paperIn(printer: PaperChoice): PaperName {
  switch (printer.driver) {
    case 'escpos':
      return ROLLS[printer.columns];
    case 'escp':
      return FORMS[printer.formLines];
    case 'system':
      return printer.paper === 'a4' ? 'a4' : FORMS[printer.formLines];
    default:
      return printer satisfies never;
  }
}

type PaperChoice =
  | { readonly driver: 'escpos'; readonly columns: keyof typeof ROLLS }
  | { readonly driver: 'escp'; readonly formLines: keyof typeof FORMS }
  | { readonly driver: 'system'; readonly paper: 'a4' | 'form'; readonly formLines: keyof typeof FORMS };
