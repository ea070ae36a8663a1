select 1 as a, 'text' as b, null as c;
select 'a
b' as x, 2 as y, E'tab\there' as z;
select 2 as y, 'a
bcd' as x;
create table fruit (id int primary key, name text not null, "price" numeric(8,2) default 1.5);
insert into fruit values (1,'apple',2),(2,'日本',3.25),(3,'ü',null) returning id;
select * from fruit;
select * from fruit where id = 99;
select;
begin;
select 1/0;
select 1;
rollback;
select * from nosuch;
select a very long line that is wrong because it goes on and on from where nobody knows how long it will still be;
insert into fruit values (1,'x',1);
do $$ begin raise notice 'hello %', 1; end $$;
do $$ begin perform 1/0; end $$;
create function f(a int) returns int language sql begin atomic select a; select a + 1; end;
select f(3);
drop table if exists nosuch;
\x
select * from fruit;
select 'a
bcd' as long_name, 1 as b;
\x off
explain (costs off) select * from fruit;
select 1; select 2 \; select 3;
\echo hello 'x y'
\p
select 4 \g
select 5 as five \gx
\foo
select $$a;b$$, 'it''s; x' /* ; */ -- ;
 , 1;
update fruit set name = 'z' where id > 1;
show statement_timeout;
listen c;
notify c, 'x';
copy fruit to stdout;
select 1.5::float8, true, '2026-01-01'::date, array[1,2];
