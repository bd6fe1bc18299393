// A masked number that is shown on demand; showing it is recorded by the server, so it is never done by itself.

import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { partyQuery, revealContact } from '../api/parties';
import type { Contact } from '../api/types';
import { useTexts } from '../i18n';

interface Props { party: string; contact: Contact; allowed: boolean }

/** What a revealed value can do: call a phone, write to an address. */
function linkOf(kind: string, value: string): string | undefined {
  if (kind === 'phone') return `tel:${value.replace(/[^+\d]/g, '')}`;
  if (kind === 'email') return `mailto:${value}`;
  return undefined;
}

export function Reveal({ party, contact, allowed }: Props) {
  const t = useTexts();
  const reveal = useMutation({ mutationFn: () => revealContact(party, contact.id) });
  const value = reveal.data?.value;
  if (value) {
    const link = linkOf(contact.kind, value);
    return (
      <span className="row">
        <span className="reveal-value">{value}</span>
        {link ? <a className="chip" href={link}>{contact.kind === 'phone' ? t.common.call : t.common.write}</a> : null}
      </span>
    );
  }
  return (
    <span className="row">
      <span>{contact.masked}</span>
      {allowed ? (
        <button type="button" className="link" title={t.common.revealNoted} disabled={reveal.isPending} onClick={() => reveal.mutate()}>
          {t.common.reveal}
        </button>
      ) : null}
    </span>
  );
}

/** The first usable phone of a party, for screens that only have its row. `signal` counts up to reveal by keyboard. */
export function PhoneReveal({ party, masked, signal = 0 }: { party: string; masked: string | null; signal?: number }) {
  const t = useTexts();
  const details = useQuery({ ...partyQuery(party), enabled: false });
  const reveal = useMutation({
    mutationFn: async () => {
      const record = details.data ?? (await details.refetch({ throwOnError: true })).data;
      const phones = record?.contacts.filter((one) => one.kind === 'phone' && one.valid) ?? [];
      const phone = phones.find((one) => one.primary) ?? phones[0];
      return phone ? revealContact(party, phone.id) : { value: '' };
    },
  });
  const { mutate } = reveal;
  useEffect(() => {
    if (signal > 0) mutate();
  }, [signal, mutate]);

  if (!masked) return <span className="quiet">{t.common.none}</span>;
  const value = reveal.data?.value;
  if (value) {
    return (
      <span className="row">
        <span className="reveal-value">{value}</span>
        <a className="chip" href={linkOf('phone', value)}>{t.common.call}</a>
      </span>
    );
  }
  return (
    <span className="row">
      <span>{masked}</span>
      <button type="button" className="link" title={t.common.revealNoted} disabled={reveal.isPending} onClick={() => mutate()}>
        {t.common.reveal}
      </button>
    </span>
  );
}
