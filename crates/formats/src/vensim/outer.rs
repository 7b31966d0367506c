//! Variables of the model that macros read: `growth$` inside a macro is `growth` of the model around it (Vensim
//! Help, Macros). With us a macro sees its arguments alone, so such variables are handed in.

use super::control::is_control;
use super::macros::{Heading, output_name};
use super::said::Said;
use super::walk::{each_child, each_reference};
use interregnum_model::expression::{Expr, ExprKind, Reference};
use interregnum_model::name::{Key, Name};
use std::collections::{BTreeMap, BTreeSet};

/// Longer chains of macros that call each other than anyone writes.
const DEEPEST: usize = 100;

/// What each macro reads of the model around it: names by key.
type Reads = Vec<BTreeMap<Key, Name>>;

/// Gives macros an argument for each variable of the model that they read, and calls the variable.
pub(crate) fn hand_in(own: &mut [Said], headings: &mut [Heading], insides: &mut [Vec<Said>]) {
    let reads = reads(own, headings, insides);
    if reads.iter().all(BTreeMap::is_empty) {
        return;
    }
    let calls = calls(headings, &reads);
    for said in own.iter_mut() {
        said.line.right.each_expr(&mut |expr| hand_over(expr, &calls, &Name::clone));
    }
    for ((inside, heading), read) in insides.iter_mut().zip(headings).zip(&reads) {
        for said in inside {
            said.line.right.each_expr(&mut |expr| {
                hand_over(expr, &calls, &argument);
                each_reference(expr, &mut |reference| read_argument(reference, read));
            });
        }
        heading.inputs.extend(read.values().map(argument));
    }
}

fn argument(name: &Name) -> Name {
    Name::new(&format!("{} of the model", name.written), name.span)
}

fn read_argument(reference: &mut Reference, read: &BTreeMap<Key, Name>) {
    if let Some(outer) = outer(reference)
        && read.contains_key(&outer.key)
    {
        reference.name = argument(&outer);
    }
}

/// The variable of the model that a reference in a macro means; those of the clock are everywhere.
fn outer(reference: &Reference) -> Option<Name> {
    let outer = reference.name.written.strip_suffix('$')?;
    let name = Name::new(outer, reference.name.span);
    let clock = is_control(&name.key) || name.key.as_str() == "time";
    (!clock && reference.subscripts.is_empty()).then_some(name)
}

fn reads(own: &[Said], headings: &[Heading], insides: &mut [Vec<Said>]) -> Reads {
    let known: BTreeSet<&Key> = own.iter().map(|said| &said.line.name.key).collect();
    let mut reads: Reads = Vec::new();
    let mut called: Vec<BTreeSet<Key>> = Vec::new();
    for inside in insides.iter_mut() {
        let (mut read, mut calls) = (BTreeMap::new(), BTreeSet::new());
        for said in inside {
            said.line.right.each_expr(&mut |expr| {
                functions(expr, &mut calls);
                each_reference(expr, &mut |reference| {
                    if let Some(outer) = outer(reference).filter(|it| known.contains(&it.key)) {
                        read.entry(outer.key.clone()).or_insert(outer);
                    }
                });
            });
        }
        reads.push(read);
        called.push(calls);
    }
    // A macro that calls another hands on what that one reads.
    for _ in 0..DEEPEST.min(headings.len()) {
        let before: usize = reads.iter().map(BTreeMap::len).sum();
        let by_call = calls(headings, &reads);
        for (read, called) in reads.iter_mut().zip(&called) {
            let more = called.iter().filter_map(|key| by_call.get(key)).flatten();
            for name in more {
                read.entry(name.key.clone()).or_insert_with(|| name.clone());
            }
        }
        if reads.iter().map(BTreeMap::len).sum::<usize>() == before {
            break;
        }
    }
    reads
}

/// What calls must hand over, by the names that macros and their further results are called by.
fn calls(headings: &[Heading], reads: &Reads) -> BTreeMap<Key, Vec<Name>> {
    let mut calls = BTreeMap::new();
    for (heading, read) in headings.iter().zip(reads) {
        let names: Vec<Name> = read.values().cloned().collect();
        for output in &heading.outputs {
            calls.insert(output_name(&heading.name, output).key, names.clone());
        }
        calls.insert(heading.name.key.clone(), names);
    }
    calls
}

fn hand_over(expr: &mut Expr, calls: &BTreeMap<Key, Vec<Name>>, as_read: &dyn Fn(&Name) -> Name) {
    each_child(expr, &mut |child| hand_over(child, calls, as_read));
    let span = expr.span;
    let ExprKind::Call { function, arguments } = &mut expr.kind else { return };
    let handed = calls.get(&function.key).into_iter().flatten().map(|name| {
        let name = Name { span, ..as_read(name) };
        let reference = Reference { name, subscripts: Vec::new() };
        Expr { kind: ExprKind::Reference(reference), span }
    });
    arguments.extend(handed);
}

fn functions(expr: &mut Expr, calls: &mut BTreeSet<Key>) {
    each_child(expr, &mut |child| functions(child, calls));
    if let ExprKind::Call { function, .. } = &expr.kind {
        calls.insert(function.key.clone());
    }
}
