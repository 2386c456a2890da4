/** The page's bundle: served over app:// under a strict content security policy (see main/shell). */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  // The shell replaces this placeholder by a fresh nonce in every response.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    // The screen, and the page that the shell prints.
    rollupOptions: { input: ['renderer/index.html', 'renderer/paper.html'] },
    target: 'chrome130',
    // Inlined assets become data: URLs, and the modulepreload polyfill an inline script: the policy refuses both.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The page comes from the disk beside it, not over a network.
    chunkSizeWarningLimit: 8_000,
    reportCompressedSize: false,
  },
});
