// A masked number that is shown on demand and for a reason; both are recorded by the server, so it is never done by
// itself.

import { useMutation, useQuery } from '@tanstack/react-query';
import { Dropdown } from 'antd';
import { useEffect } from 'react';
import { useLabels } from '../api/labels';
import { partyQuery, revealContact } from '../api/parties';
import { asProblem } from '../api/problem';
import type { Contact, RevealReason } from '../api/types';
import { useTexts } from '../i18n';
import { showToast } from './toasts';

const REASONS: RevealReason[] = ['to_contact', 'to_check', 'they_asked', 'complaint'];

/** What a revealed value can do: call a phone, write to an address. */
function linkOf(kind: string, value: string): string | undefined {
  if (kind === 'phone') return `tel:${value.replace(/[^+\d]/g, '')}`;
  if (kind === 'email') return `mailto:${value}`;
  return undefined;
}

const refused = (error: unknown) => showToast({ problem: asProblem(error) });

interface MaskedProps { masked: string; kind: string; value: string | undefined; busy: boolean; allowed: boolean; onReveal: (reason: RevealReason) => void }

function Masked({ masked, kind, value, busy, allowed, onReveal }: MaskedProps) {
  const t = useTexts();
  const { word } = useLabels();
  if (value) {
    const link = linkOf(kind, value);
    return (
      <span className="row">
        <span className="reveal-value">{value}</span>
        {link ? <a className="chip" href={link}>{kind === 'phone' ? t.common.call : t.common.write}</a> : null}
      </span>
    );
  }
  return (
    <span className="row">
      <span>{masked}</span>
      {allowed ? (
        <Dropdown
          trigger={['click']}
          menu={{ items: REASONS.map((reason) => ({ key: reason, label: word(reason, 'reveal_reason'), onClick: () => onReveal(reason) })) }}
        >
          <button type="button" className="link" title={t.common.revealNoted} disabled={busy}>{t.common.reveal}</button>
        </Dropdown>
      ) : null}
    </span>
  );
}

export function Reveal({ party, contact, allowed }: { party: string; contact: Contact; allowed: boolean }) {
  const reveal = useMutation({ mutationFn: (reason: RevealReason) => revealContact(party, contact.id, reason), onError: refused });
  return (
    <Masked masked={contact.masked} kind={contact.kind} value={reveal.data?.value} busy={reveal.isPending} allowed={allowed} onReveal={reveal.mutate} />
  );
}

/** The first usable phone of a party, for screens that only have its row. `signal` counts up to reveal by keyboard. */
export function PhoneReveal({ party, masked, signal = 0 }: { party: string; masked: string | null; signal?: number }) {
  const t = useTexts();
  const details = useQuery({ ...partyQuery(party), enabled: false });
  const reveal = useMutation({
    mutationFn: async (reason: RevealReason) => {
      const record = details.data ?? (await details.refetch({ throwOnError: true })).data;
      const phones = record?.contacts.filter((one) => one.kind === 'phone' && one.valid) ?? [];
      const phone = phones.find((one) => one.primary) ?? phones[0];
      return phone ? revealContact(party, phone.id, reason) : { value: '' };
    },
    onError: refused,
  });
  const { mutate } = reveal;
  useEffect(() => {
    if (signal > 0) mutate('to_contact');
  }, [signal, mutate]);

  if (!masked) return <span className="quiet">{t.common.none}</span>;
  return <Masked masked={masked} kind="phone" value={reveal.data?.value} busy={reveal.isPending} allowed onReveal={mutate} />;
}
