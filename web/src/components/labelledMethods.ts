// The name of a method: the team may have edited it, so the catalogue's own text comes first.

import { useQuery } from '@tanstack/react-query';
import { useLabels } from '../api/labels';
import { methodsQuery } from '../api/methods';
import { useLanguage } from '../i18n';

export function useMethodName(): (code: string | null | undefined) => string {
  const { language } = useLanguage();
  const { word } = useLabels();
  const { data: methods = [] } = useQuery(methodsQuery);
  return (code) => (code ? (methods.find((method) => method.code === code)?.name[language] ?? word(code, 'method')) : '');
}
