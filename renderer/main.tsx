/**
 * Starts the window. The order of the first imports matters: the port's listener, then the cure for antd's styles, then the
 * styles of every screen, which each screen's own come after.
 */
import './station/client.ts';
import './style-nonce.ts';
import './fonts.css';
import './styles.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startWords } from './i18n/index.ts';
import { readPreferences } from './preferences.ts';
import { paint } from './theme.ts';

const preferences = readPreferences();
paint(document.documentElement, preferences.theme);
startWords(preferences.language);

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
