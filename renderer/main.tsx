/** Starts the window. The order of the first two imports matters: the port's listener, then the cure for antd's styles. */
import './station/client.ts';
import './style-nonce.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startWords } from './i18n/index.ts';
import { readPreferences } from './preferences.ts';
import { paint } from './theme.ts';
import './fonts.css';
import './styles.css';

const preferences = readPreferences();
paint(document.documentElement, preferences.theme);
startWords(preferences.language);

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
