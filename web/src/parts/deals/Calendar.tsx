// The deals by the day on which they are expected: a month at a time; on a phone the days that have some, as a list.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { calendarQuery } from '../../api/deals';
import type { CalendarDay, DealFilters, DealLine } from '../../api/types';
import { Loaded } from '../../components/page';
import { usePhone } from '../../components/phone';
import { useFormats, useLanguage, useTexts } from '../../i18n';
import { Amount, CellMark, ClassMark } from './marks';
import { dayText, monthAfter, monthOf, weeksOf } from './months';
import { PhoneLines } from './Table';

/** Deals of a day that its box has room for. */
const IN_A_DAY = 3;

function DayDeal({ deal }: { deal: DealLine }) {
  return (
    <li>
      <Link to={`/deals/${deal.id}`} title={deal.name} className="one-line">{deal.name}</Link>
      <span className="spread"><small><Amount amount={deal.amount} currency={deal.currency} /></small><span className="deal-marks"><ClassMark deal={deal} /><CellMark deal={deal} /></span></span>
    </li>
  );
}

function Month({ month, days, label, today }: { month: string; days: CalendarDay[]; label: string; today: string }) {
  const t = useTexts();
  const format = useFormats();
  const on = new Map(days.map((day) => [day.on, day.deals]));
  return (
    <table className="deal-month" aria-label={label}>
      <thead><tr>{t.deals.weekdays.map((day) => <th key={day} scope="col">{day}</th>)}</tr></thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week[0]}>
            {week.map((day) => {
              const deals = on.get(day) ?? [];
              return (
                <td key={day} data-outside={day.startsWith(month) ? undefined : ''} aria-current={day === today ? 'date' : undefined}>
                  <time dateTime={day} aria-label={t.deals.dayDeals(format.day(`${day}T00:00:00`), format.number(deals.length))}>{Number(day.slice(8))}</time>
                  {deals.length > 0 ? <ul>{deals.slice(0, IN_A_DAY).map((deal) => <DayDeal key={deal.id} deal={deal} />)}</ul> : null}
                  {deals.length > IN_A_DAY ? (
                    <details>
                      <summary>{t.deals.moreOfDay(format.number(deals.length - IN_A_DAY))}</summary>
                      <ul>{deals.slice(IN_A_DAY).map((deal) => <DayDeal key={deal.id} deal={deal} />)}</ul>
                    </details>
                  ) : null}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Agenda({ month, days }: { month: string; days: CalendarDay[] }) {
  const t = useTexts();
  const format = useFormats();
  const within = days.filter((day) => day.on.startsWith(month));
  if (within.length === 0) return <p className="quiet">{t.deals.monthEmpty}</p>;
  return within.map((day) => (
    <section key={day.on} className="stack" aria-label={format.day(`${day.on}T00:00:00`)}>
      <h2>{format.day(`${day.on}T00:00:00`)}</h2>
      <PhoneLines deals={day.deals} />
    </section>
  ));
}

const NARROWED_BY = ['owner', 'team', 'line', 'stage', 'class', 'cell'] as const;

/** What the calendar can be narrowed by. */
function narrowed(filters: DealFilters): Pick<DealFilters, (typeof NARROWED_BY)[number]> {
  return Object.fromEntries(NARROWED_BY.flatMap((name) => (filters[name] ? [[name, filters[name]]] : [])));
}

export function Calendar({ filters, month: asked, onMonth }: { filters: DealFilters; month: string | null; onMonth: (month: string | null) => void }) {
  const t = useTexts();
  const { tag } = useLanguage();
  const phone = usePhone();
  const [now] = useState(() => new Date());
  const month = monthOf(asked, now);
  const weeks = weeksOf(month);
  const days = useQuery(
    calendarQuery({
      from: weeks[0]?.[0] ?? '', to: weeks.at(-1)?.[6] ?? '', ...narrowed(filters),
    }),
  );
  const named = new Intl.DateTimeFormat(tag, { year: 'numeric', month: 'long' }).format(new Date(`${month}-01T00:00:00`));
  return (
    <>
      <div className="row">
        <Button aria-label={t.deals.previousMonth} onClick={() => onMonth(monthAfter(month, -1))}>‹</Button>
        <h2 className="deal-month-name" aria-live="polite">{t.deals.calendarOf(named)}</h2>
        <Button aria-label={t.deals.nextMonth} onClick={() => onMonth(monthAfter(month, 1))}>›</Button>
        <Button onClick={() => onMonth(null)}>{t.deals.thisMonth}</Button>
      </div>
      <Loaded query={days} lines={10}>
        {(data) => (phone ? <Agenda month={month} days={data} /> : <Month month={month} days={data} today={dayText(now)} label={t.deals.calendarOf(named)} />)}
      </Loaded>
    </>
  );
}
