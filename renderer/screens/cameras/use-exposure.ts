/** How a still picture is lit, from its pixels; small, for a mean needs no detail. */
import { useEffect, useState } from 'react';
import { exposureOf, type Exposure } from './exposure.ts';

const WIDTH = 320;
const HEIGHT = 180;

export function useExposure(url: string | null): Exposure | null {
  const [found, setFound] = useState<{ readonly url: string; readonly exposure: Exposure | null } | null>(null);
  useEffect(() => {
    if (url === null) return;
    const image = new Image();
    let wanted = true;
    image.onload = () => {
      const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (!wanted || context === null) return;
      context.drawImage(image, 0, 0, WIDTH, HEIGHT);
      setFound({ url, exposure: exposureOf(context.getImageData(0, 0, WIDTH, HEIGHT).data) });
    };
    image.src = url;
    return () => {
      wanted = false;
    };
  }, [url]);
  return found?.url === url ? found.exposure : null;
}
