// Switching language and look, from the top bar, the palette and the account page alike.

import MoonOutlined from '@ant-design/icons/MoonOutlined';
import SunOutlined from '@ant-design/icons/SunOutlined';
import { useUpdateMe } from '../api/session';
import type { Language } from '../api/types';
import { useLanguage, useTexts } from '../i18n';
import { changePreferences, isDark, usePreferences } from './preferences';

export function useLanguageSwitch() {
  const { language } = useLanguage();
  const update = useUpdateMe();
  const change = (next: Language) => {
    changePreferences({ language: next });
    update.mutate({ locale: next });
  };
  return { language, change, toggle: () => change(language === 'zh' ? 'en' : 'zh') };
}

export function useThemeSwitch() {
  const t = useTexts();
  const preferences = usePreferences();
  const dark = isDark(preferences);
  return {
    dark,
    label: dark ? t.shell.toLight : t.shell.toDark,
    icon: dark ? <SunOutlined aria-hidden="true" /> : <MoonOutlined aria-hidden="true" />,
    toggle: () => changePreferences({ theme: dark ? 'light' : 'dark' }),
  };
}
