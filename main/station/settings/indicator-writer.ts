/** Writes a scale's indicator into the configuration file, in place. */
import { configInvalid } from './config-fault.ts';
import type { ScaleSettings } from './configuration.ts';
import { changeConfiguration, replaced, type ConfigurationFile } from './configuration-writer.ts';
import { jsonSpan } from './json-span.ts';

/**
 * @returns the scale's settings as the file has them now
 * @throws CodedError as {@link changeConfiguration}
 */
export async function writeIndicator(
  file: ConfigurationFile,
  scaleId: string,
  indicator: ScaleSettings['indicator'],
): Promise<ScaleSettings> {
  let index = -1;
  const { scales } = await changeConfiguration(file, (json, now) => {
    index = now.scales.findIndex(({ id }) => id === scaleId);
    if (index === -1) throw configInvalid('scale.id', 'other-scale');
    const span = jsonSpan(json, ['scale', 'indicator']) ?? jsonSpan(json, ['scales', index, 'indicator']);
    if (span === null) throw configInvalid('scale.indicator', 'missing');
    return replaced(json, span, indicator);
  });
  const scale = scales[index];
  if (scale === undefined) throw configInvalid('scale', 'missing');
  return scale;
}
