// `npm run screenshots -- FOLDER`: pictures of the main screens from the demo team, for the README and the handbook.

import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

export default defineConfig({ ...tests, testMatch: 'screenshots.ts', workers: 1 });
