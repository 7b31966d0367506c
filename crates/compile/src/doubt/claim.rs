//! Claims that name nothing that must make them fail.

use interregnum_model::{Code, Diagnostic, Model};

/// A claim that nothing can break shows nothing about the model.
pub fn untested_claims(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for claim in &model.claims {
        let tested = claim.knockouts.iter().any(|knockout| !knockout.trivial);
        if tested || claim.untestable.is_some() {
            continue;
        }
        let message = format!("claim `{}` names nothing that must make it fail", claim.name);
        diagnostics.push(
            Diagnostic::new(Code::UntestedClaim, claim.name.span, message)
                .label("without a knock-out")
                .help("add `fails without MECHANISM`: what explains the claim, and must break it when off"),
        );
    }
}
