-- The classes of all customers in DuckDB's SQL: ABC, EI to EIV, RFM and rhythm as the engine finds them, with the default settings.
-- It knows more than the engine may: that every order has one line, that no return comes before the first order, and that all
-- margins are known. {files} are the parts, {day} the day asked about; {month} and {quarter} the last that are full, counted
-- from the year 0.
with rows_read as (
    select customer, day, amount_minor as amount, margin_minor as margin,
           {month} - (year(date '1970-01-01' + day) * 12 + month(date '1970-01-01' + day) - 1) as month_ago,
           {quarter} - (year(date '1970-01-01' + day) * 4 + quarter(date '1970-01-01' + day) - 1) as quarter_ago,
           year(date '1970-01-01' + day) * 12 + month(date '1970-01-01' + day) - 1 as month
    from read_parquet({files})
    where day <= {day}
),
season as (
    select quarter_ago % 4 as part, sum(amount)::double / 2 as net
    from rows_read where quarter_ago between 0 and 7 group by part
),
season_index as (select part, net / (select sum(net) / 4 from season) as usual from season),
usual as (select [max(usual) filter (part = 0), max(usual) filter (part = 1), max(usual) filter (part = 2), max(usual) filter (part = 3)] as of_quarter from season_index),
customers as materialized (
    select customer,
           coalesce(sum(amount) filter (month_ago between 0 and 11), 0) as net,
           coalesce(sum(margin) filter (month_ago between 0 and 11), 0) as margin,
           count(*) filter (amount > 0) as orders,
           min(month) filter (amount > 0) as first_month,
           coalesce(stddev_pop(amount) filter (amount > 0 and month_ago between 0 and 11), 0) as size_spread,
           avg(amount) filter (amount > 0 and month_ago between 0 and 11) as size_mean,
           [sum(amount) filter (month_ago = 0), sum(amount) filter (month_ago = 1), sum(amount) filter (month_ago = 2),
            sum(amount) filter (month_ago = 3), sum(amount) filter (month_ago = 4), sum(amount) filter (month_ago = 5),
            sum(amount) filter (month_ago = 6), sum(amount) filter (month_ago = 7), sum(amount) filter (month_ago = 8),
            sum(amount) filter (month_ago = 9), sum(amount) filter (month_ago = 10), sum(amount) filter (month_ago = 11)] as months,
           coalesce(sum(amount) filter (quarter_ago = 0), 0)::double as q0, coalesce(sum(amount) filter (quarter_ago = 1), 0)::double as q1,
           coalesce(sum(amount) filter (quarter_ago = 2), 0)::double as q2, coalesce(sum(amount) filter (quarter_ago = 3), 0)::double as q3,
           coalesce(sum(amount) filter (quarter_ago = 4), 0)::double as q4, coalesce(sum(amount) filter (quarter_ago = 5), 0)::double as q5,
           coalesce(sum(amount) filter (quarter_ago = 6), 0)::double as q6, coalesce(sum(amount) filter (quarter_ago = 7), 0)::double as q7
    from rows_read group by customer
),
counted as (
    select *, {month} - first_month + 1 as full_months, {quarter} - (first_month + 2) // 3 + 1 as full_quarters,
           len(list_filter(months, lambda net: net > 0)) as months_with_orders
    from customers
),
spread as (
    select *,
           list_slice([q0 / of_quarter[1], q1 / of_quarter[2], q2 / of_quarter[3], q3 / of_quarter[4],
                       q4 / of_quarter[1], q5 / of_quarter[2], q6 / of_quarter[3], q7 / of_quarter[4]], 1, least(full_quarters, 8)) as quarters,
           case when full_quarters >= 4 then q2 + q3 when full_quarters = 3 then q2 else q1 end as before,
           case when full_quarters >= 4 then q0 + q1 else q0 end as after
    from counted, usual
),
steady as (
    select *,
           case when orders < 3 or full_months < 6 or full_quarters < 2 then null else
               (case when before + after <= 0 then 0 else greatest(0, least(1, 1 + (after - before) / (after + before))) end)
               * (0.45 * months_with_orders / least(full_months, 12)
                  + 0.40 * (case when list_avg(quarters) > 0 then greatest(0, 1 - list_stddev_pop(quarters) / list_avg(quarters)) else 0 end)
                  + 0.15 * (case when size_mean > 0 then greatest(0, 1 - size_spread / size_mean) else 0 end))
           end as stability
    from spread
),
purchases as materialized (select customer, day, max(month_ago) as month_ago from rows_read where amount > 0 group by customer, day),
gaps as materialized (
    select customer, month_ago, day - lag(day) over own as gap, {day} - max(day) over (partition by customer) as silence
    from purchases window own as (partition by customer order by day)
),
line as (select count(gap) as gaps from gaps),
line_counts as (select gap, sum(count(*)) over (order by gap desc) as as_long from gaps where gap is not null group by gap),
unusual as (
    select case when (select gaps from line) >= 20
                then coalesce(max(gap) filter (as_long * 100 >= 5 * (select gaps from line)), -1) + 1 end as from_days
    from line_counts
),
rhythms as (
    select customer, any_value(silence) as silence, count(gap) as gaps, count(*) filter (gap >= silence) as as_long,
           median(gap) as usual_days, count(*) filter (month_ago between 0 and 11) as purchases
    from gaps group by customer
),
together as (
    select customer, net, margin, stability, silence, purchases, usual_days,
           case when silence is null then false
                when gaps >= 5 then as_long * 100 < 5 * gaps
                else coalesce(silence >= from_days, false) end as alert
    from steady left join rhythms using (customer), unusual
),
ranked as (
    select *,
           sum(greatest(net, 0)) over (order by net desc, customer rows unbounded preceding) - greatest(net, 0) as net_before,
           sum(greatest(margin, 0)) over (order by margin desc, customer rows unbounded preceding) - greatest(margin, 0) as margin_before,
           (select sum(greatest(net, 0)) from together) as net_total,
           (select sum(greatest(margin, 0)) from together) as margin_total,
           rank() over (order by silence desc nulls last) - 1 as r_worse, count(*) over (partition by silence) as r_equal,
           rank() over (order by purchases nulls last) - 1 as f_worse, count(*) over (partition by purchases) as f_equal,
           rank() over (order by case when silence is not null then net end nulls last) - 1 as m_worse,
           count(*) over (partition by silence is null, net) as m_equal,
           (select count(silence) from together) as buyers
    from together
),
classed as (
    select case when net <= 0 then 'c' when net_before * 100 < 80 * net_total then 'a' when net_before * 100 < 95 * net_total then 'b' else 'c' end as abc,
           case when stability is null then 'new'
                when margin > 0 and margin_before * 100 < 80 * margin_total then case when stability >= 0.60 then 'ei' else 'eii' end
                else case when stability >= 0.60 then 'eiii' else 'eiv' end end as existing,
           case when silence is not null then least(4, (2 * r_worse + r_equal) * 5 // (2 * buyers)) + 1 end as recency,
           case when silence is not null then least(4, (2 * f_worse + f_equal) * 5 // (2 * buyers)) + 1 end as frequency,
           case when silence is not null then least(4, (2 * m_worse + m_equal) * 5 // (2 * buyers)) + 1 end as money,
           alert, usual_days
    from ranked
),
counts as materialized (
    select abc, existing, recency, frequency, money, alert, count(*) as heads, sum(usual_days) as usual_days
    from classed group by all
)
select 'abc ' || abc as class, sum(heads)::bigint as heads from counts group by 1
union all select 'existing ' || existing, sum(heads)::bigint from counts group by 1
union all select 'alert ' || case when alert then 'yes' else 'no' end, sum(heads)::bigint from counts group by 1
union all select 'recency ' || recency, sum(heads)::bigint from counts where recency is not null group by 1
union all select 'frequency ' || frequency, sum(heads)::bigint from counts where frequency is not null group by 1
union all select 'money ' || money, sum(heads)::bigint from counts where money is not null group by 1
