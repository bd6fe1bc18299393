// The look of Ant Design's parts, from the same colours as global.css.

import { theme, type ThemeConfig } from 'antd';
import { isDark, usePreferences } from './preferences';

const light = { accent: '#0b6b68', ink: '#15211f', ink2: '#566461', surface: '#ffffff', bg: '#f6f7f7', line: '#e2e6e5', field: '#879391', danger: '#b3261e' };
const dark = { accent: '#5cc0b8', ink: '#e5ebe9', ink2: '#9cadaa', surface: '#141a19', bg: '#0e1312', line: '#26302e', field: '#71827e', danger: '#ff9b92' };

export function useAntTheme(): ThemeConfig {
  const preferences = usePreferences();
  const darkNow = isDark(preferences);
  const colour = darkNow ? dark : light;
  const compact = preferences.density === 'compact';
  return {
    algorithm: darkNow ? theme.darkAlgorithm : theme.defaultAlgorithm,
    components: { Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' } },
    token: {
      colorPrimary: colour.accent,
      colorInfo: colour.accent,
      colorLink: colour.accent,
      colorError: colour.danger,
      colorText: colour.ink,
      colorTextSecondary: colour.ink2,
      colorTextTertiary: colour.ink2,
      colorTextDescription: colour.ink2,
      colorTextPlaceholder: colour.ink2,
      colorBgBase: colour.surface,
      colorBgContainer: colour.surface,
      colorBgLayout: colour.bg,
      colorBorder: colour.field,
      colorBorderSecondary: colour.line,
      colorTextLightSolid: darkNow ? '#06211f' : '#ffffff',
      fontFamily: 'var(--font)',
      fontSize: compact ? 13 : 14,
      controlHeight: compact ? 30 : 34,
      borderRadius: 4,
      motionDurationFast: '0.06s',
      motionDurationMid: '0.1s',
      motionDurationSlow: '0.14s',
    },
  };
}
