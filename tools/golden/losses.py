"""Golden losses and their gradients, in double: classes, probabilities, weights, ignored rows, reductions."""
import torch
from torch import nn
from torch.nn import functional as F

from golden import grads_of, normal, rounded, tensor, write

CLASS_WEIGHT = torch.tensor([0.5, 1.0, 2.0, 0.25], dtype=torch.float64)
POS_WEIGHT = torch.tensor([0.5, 2.0, 1.5], dtype=torch.float64)
ELEMENT_WEIGHT = torch.tensor([[0.5, 2.0, 1.5], [1.0, 0.1, 3.0]], dtype=torch.float64)


def classes(*values):
    return torch.tensor(values)


def probabilities(*shape):
    raw = torch.rand(*shape, dtype=torch.float64)
    return rounded(raw / raw.sum(1, keepdim=True), 3)


def table():
    """name, expression over x (input), t (target), then the shape of x and the target."""
    plain = classes(1, 0, 3, 1, 2)
    ignored = classes(1, -100, 3, -100, 2)
    image = torch.tensor([[[0, 1], [2, 3]], [[1, 1], [0, 2]]])
    for reduction in ("mean", "sum", "none"):
        r = f"reduction='{reduction}'"
        yield f"cross_entropy_{reduction}", f"nn.CrossEntropyLoss({r})", [5, 4], plain
        yield f"cross_entropy_weight_{reduction}", f"nn.CrossEntropyLoss(weight=w, {r})", [5, 4], plain
        yield f"cross_entropy_ignore_{reduction}", f"nn.CrossEntropyLoss({r})", [5, 4], ignored
        yield f"cross_entropy_weight_ignore_smoothing_{reduction}", \
            f"nn.CrossEntropyLoss(weight=w, ignore_index=1, label_smoothing=0.1, {r})", [5, 4], plain
        yield f"cross_entropy_smoothing_{reduction}", f"nn.CrossEntropyLoss(label_smoothing=0.2, {r})", [5, 4], plain
        yield f"cross_entropy_probabilities_{reduction}", f"nn.CrossEntropyLoss({r})", [5, 4], probabilities(5, 4)
        yield f"cross_entropy_probabilities_weight_smoothing_{reduction}", \
            f"nn.CrossEntropyLoss(weight=w, label_smoothing=0.1, {r})", [5, 4], probabilities(5, 4)
        yield f"cross_entropy_image_{reduction}", f"nn.CrossEntropyLoss({r})", [2, 4, 2, 2], image
        yield f"nll_{reduction}", f"nn.NLLLoss({r})", [5, 4], plain
        yield f"nll_weight_ignore_{reduction}", f"nn.NLLLoss(weight=w, ignore_index=0, {r})", [5, 4], plain
        yield f"nll_image_{reduction}", f"nn.NLLLoss(weight=w, {r})", [2, 4, 2, 2], image
        yield f"mse_{reduction}", f"nn.MSELoss({r})", [3, 4], normal(3, 4)
        yield f"l1_{reduction}", f"nn.L1Loss({r})", [3, 4], normal(3, 4)
        yield f"bce_with_logits_{reduction}", f"nn.BCEWithLogitsLoss({r})", [2, 3], probabilities(2, 3)
        yield f"bce_with_logits_pos_weight_{reduction}", f"nn.BCEWithLogitsLoss(pos_weight=p, {r})", [2, 3], \
            torch.tensor([[0, 1, 1], [1, 0, 0.5]], dtype=torch.float64)
        yield f"bce_with_logits_weight_{reduction}", f"nn.BCEWithLogitsLoss(weight=e, pos_weight=p, {r})", [2, 3], \
            probabilities(2, 3)
    yield "cross_entropy_unbatched", "nn.CrossEntropyLoss()", [4], torch.tensor(2)
    yield "cross_entropy_image_weight_smoothing", "nn.CrossEntropyLoss(weight=w, label_smoothing=0.3)", [2, 4, 2, 2], image
    yield "cross_entropy_all_ignored", "nn.CrossEntropyLoss()", [2, 4], classes(-100, -100)
    yield "cross_entropy_large_logits", "nn.CrossEntropyLoss()", torch.tensor([[1e4, -1e4, 0, 5]], dtype=torch.float64), classes(1)
    yield "bce_with_logits_large_logits", "nn.BCEWithLogitsLoss()", torch.tensor([800.0, -800.0, 0.0], dtype=torch.float64), \
        torch.tensor([0.0, 1.0, 1.0], dtype=torch.float64)
    yield "nll_unbatched", "nn.NLLLoss()", [4], torch.tensor(2)
    for reduction in ("mean", "sum", "none"):
        yield f"nll_ignore_{reduction}", f"nn.NLLLoss(reduction='{reduction}')", [5, 4], ignored
        yield f"nll_image_ignore_{reduction}", f"nn.NLLLoss(weight=w, ignore_index=2, reduction='{reduction}')", [2, 4, 2, 2], image


def main():
    torch.manual_seed(0)
    cases = []
    for name, loss, x, target in table():
        x = x.requires_grad_() if isinstance(x, torch.Tensor) else normal(*x)
        module = eval(loss, {"nn": nn, "w": CLASS_WEIGHT, "p": POS_WEIGHT, "e": ELEMENT_WEIGHT})
        y = module(F.log_softmax(x, 1 if x.dim() > 1 else 0) if name.startswith("nll") else x, target)
        # The targets of these losses take a gradient too, where they are not classes.
        leaves = {"input": x}
        if target.is_floating_point() and "cross" not in name:
            target = target.detach().requires_grad_()
            leaves["target"] = target
            y = module(x, target)
        weights, grads = grads_of([y], list(leaves.values()))
        cases.append(dict(name=name, loss=loss, input=tensor(x), target=tensor(target), output=tensor(y),
                          grad_output=tensor(weights[0]), grads={k: tensor(g) for k, g in zip(leaves, grads)}))
    write("losses", cases, note="NLL cases take log_softmax of the input; w, p and e are the weights below",
          w=tensor(CLASS_WEIGHT), p=tensor(POS_WEIGHT), e=tensor(ELEMENT_WEIGHT))


main()
