// Everything a screen can rely on: data, language, theme, toasts.

import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { asProblem, Problem } from '../api/problem';
import { ToastHost, showToast } from '../components/toasts';
import { useDocumentLanguage, useLanguage } from '../i18n';
import { useAntTheme } from './theme';

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // a refusal will not change by asking again; a lost connection may
        retry: (count, error) => asProblem(error).status === 0 && count < 2,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
    mutationCache: new MutationCache({
      // a screen that words the refusal itself says so with meta.quiet
      onError: (error, _variables, _result, mutation) => {
        if (!mutation.meta?.['quiet'] && error instanceof Problem) showToast({ problem: error });
      },
    }),
  });
}

export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
  const { language } = useLanguage();
  const antTheme = useAntTheme();
  useDocumentLanguage();
  return (
    <QueryClientProvider client={client}>
      <ConfigProvider
        locale={language === 'zh' ? zhCN : enGB}
        theme={antTheme}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
      >
        {children}
        <ToastHost />
      </ConfigProvider>
    </QueryClientProvider>
  );
}
