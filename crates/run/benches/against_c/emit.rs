//! The C that a scalar code generator would write for a program: numbers in globals, one function for
//! the start and one for a step, `libm` for functions. Only for measuring against.

mod value;

use interregnum_compile::program::{Address, Assign, Offsets, Program, Value};
use interregnum_model::lookup::Beyond;
use interregnum_model::series::Between;
use std::fmt::Write;

/// Statements in one function of a step, as the generators of others have them.
const CHUNK: usize = 50;

/// The C of a program, or why there is none.
pub fn c_of(program: &Program) -> Result<String, String> {
    let mut c = String::from(include_str!("runtime.c"));
    let _ = writeln!(c, "\nstatic double S[{}];", program.slots.max(1));
    let _ = writeln!(c, "static double TIME, DT, START, STOP;\nstatic uint64_t MOMENT;");
    tables(program, &mut c);
    lookups(program, &mut c);
    let initial = chunks(program, "initial", &program.initial, &mut c)?;
    let every_step = chunks(program, "every_step", &program.every_step, &mut c)?;
    moves(program, &mut c);
    let _ = writeln!(
        c,
        "void run(const double *settings, uint64_t draws, const double *times, const unsigned char *saved, long \
         steps, double stop, double dt, double *out, double *end) {{\n\
         memset(S, 0, sizeof S); DT = dt; START = TIME = times[0]; STOP = stop;"
    );
    for (at, setting) in program.settings.iter().enumerate() {
        let _ = writeln!(c, "S[{}] = settings[{at}];", setting.slot.0);
    }
    let _ = writeln!(c, "MOMENT = at_moment(draws, TIME);");
    let _ = writeln!(c, "{initial}\ndelays_begin(steps);\nfor (long step = 0; ; step++) {{");
    let _ = writeln!(
        c,
        "TIME = times[step]; MOMENT = at_moment(draws, TIME);\n{every_step}\nif (saved[step]) {{"
    );
    for layout in program.variables.iter().filter(|layout| !layout.hidden) {
        let (first, count) = (layout.first.0, layout.count);
        match count {
            1 => writeln!(c, "*out++ = S[{first}];"),
            _ => writeln!(c, "for (int i = 0; i < {count}; i++) *out++ = S[{first} + i];"),
        }
        .unwrap_or_default();
    }
    let _ = writeln!(c, "}}\nif (step == steps) break;\nmove();\n}}");
    let _ = writeln!(c, "memcpy(end, S, sizeof S);\n}}");
    Ok(c)
}

/// Offsets of loops that are no stride, as arrays.
fn tables(program: &Program, c: &mut String) {
    let mut see = |address: &Address| {
        for (number, (_, offsets)) in address.terms.iter().enumerate() {
            if let Offsets::Table(table) = offsets {
                let entries: Vec<String> = table.iter().map(u32::to_string).collect();
                let name = table_name(address, number);
                let _ = writeln!(c, "static const int {name}[] = {{{}}};", entries.join(","));
            }
        }
    };
    for assign in program.initial.iter().chain(&program.every_step) {
        see(&assign.target);
    }
    for value in &program.values {
        match value {
            Value::Load(address)
            | Value::Pick { base: address, .. }
            | Value::Curve { curve: address, .. } => see(address),
            _ => {}
        }
    }
}

/// The name of an address's table: where it stands in memory tells it from all others.
fn table_name(address: &Address, number: usize) -> String {
    format!("T{:x}_{number}", std::ptr::from_ref(address) as usize)
}

fn lookups(program: &Program, c: &mut String) {
    let curves = program.curves.iter().map(|curve| {
        let kind = match curve.beyond {
            Beyond::Hold => "HOLD",
            Beyond::Extend => "EXTEND",
            Beyond::Step => "STEP",
            Beyond::Next => "NEXT",
            Beyond::Exact => "EXACT",
        };
        (kind, curve.points.clone())
    });
    let series = program.series.iter().map(|series| {
        let kind = match series.between {
            Between::Step => "STEP",
            Between::Linear => "HOLD",
        };
        (kind, series.points.iter().map(|point| (point.time, point.value)).collect())
    });
    let mut entries = Vec::new();
    for (at, (kind, points)) in curves.chain(series).enumerate() {
        let points: Vec<(f64, f64)> = points;
        for (axis, of) in [("x", 0), ("y", 1)] {
            let numbers: Vec<String> =
                points.iter().map(|(x, y)| value::number(if of == 0 { *x } else { *y })).collect();
            let _ = writeln!(c, "static const double L{axis}{at}[] = {{{}}};", numbers.join(","));
        }
        entries.push(format!("{{Lx{at}, Ly{at}, {}, {kind}, 0}}", points.len()));
    }
    if !entries.is_empty() {
        let _ = writeln!(c, "static Lookup LOOKUPS[] = {{{}}};", entries.join(",\n"));
    }
}

/// Functions of so many statements, and the calls of all of them.
fn chunks(
    program: &Program,
    name: &str,
    assigns: &[Assign],
    c: &mut String,
) -> Result<String, String> {
    let mut calls = String::new();
    for (number, chunk) in assigns.chunks(CHUNK).enumerate() {
        let _ = writeln!(c, "static void {name}_{number}(void) {{");
        for assign in chunk {
            for (id, length) in assign.loops.iter().enumerate() {
                let _ = write!(c, "for (int i{id} = 0; i{id} < {length}; i{id}++) ");
            }
            let value = value::value(program, assign.value)?;
            let _ = writeln!(c, "S[{}] = {value};", index(&assign.target));
        }
        let _ = writeln!(c, "}}");
        let _ = writeln!(calls, "{name}_{number}();");
    }
    Ok(calls)
}

/// An address as C.
fn index(address: &Address) -> String {
    let mut text = address.first.0.to_string();
    for (number, (id, offsets)) in address.terms.iter().enumerate() {
        let _ = match offsets {
            Offsets::Stride(stride) => write!(text, " + i{id} * {stride}"),
            Offsets::Table(_) => write!(text, " + {}[i{id}]", table_name(address, number)),
        };
    }
    text
}

/// Memories, delays and stocks.
fn moves(program: &Program, c: &mut String) {
    let elements: u32 = program.delays.iter().map(|delay| delay.count).sum();
    let _ = writeln!(c, "static Delay DELAYS[{}];", elements.max(1));
    let _ = writeln!(c, "static void delays_begin(long steps) {{");
    let mut at = 0;
    for delay in &program.delays {
        for element in 0..delay.count {
            let time = delay.time.0 + element;
            let _ = writeln!(c, "delay_begin(&DELAYS[{at}], S[{time}], DT, steps);");
            at += 1;
        }
    }
    let _ = writeln!(c, "}}\nstatic void move(void) {{");
    let (mut takes, mut gives, mut number) = (String::new(), String::new(), 0);
    for memory in &program.memories {
        for i in 0..memory.count {
            let _ = writeln!(takes, "double m{number} = S[{}];", memory.source.0 + i);
            let _ = writeln!(gives, "S[{}] = m{number};", memory.slot.0 + i);
            number += 1;
        }
    }
    let mut at = 0;
    for delay in &program.delays {
        for i in 0..delay.count {
            let (from, to) = (delay.input.0 + i, delay.output.0 + i);
            let _ = writeln!(
                takes,
                "double m{number} = delay_pass(&DELAYS[{at}], S[{from}], S[{to}]);"
            );
            let _ = writeln!(gives, "S[{to}] = m{number};");
            (number, at) = (number + 1, at + 1);
        }
    }
    c.push_str(&takes);
    for stock in &program.stocks {
        let (to, net, count) = (stock.stock.0, stock.net.0, stock.count);
        let _ = match count {
            1 => writeln!(c, "S[{to}] += DT * S[{net}];"),
            _ => {
                writeln!(c, "for (int i = 0; i < {count}; i++) S[{to} + i] += DT * S[{net} + i];")
            }
        };
    }
    c.push_str(&gives);
    let _ = writeln!(c, "}}");
}
