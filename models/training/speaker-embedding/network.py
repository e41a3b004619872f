"""The model: time-delay layers with residuals at 20 ms, statistics of the whole window weighed by attention, one vector."""
import torch
import torch.nn.functional as F
from torch import nn

BINS, WIDTH, TOP, ATTENTION, EMBEDDING = 80, 256, 512, 64, 256


class Delay(nn.Module):
    """A convolution over time [batch, frames, in] → [batch, frames / stride, out], ReLU, batch normalisation.

    Trained as a product of matrices: in PyTorch 1.13 the gradient of a strided convolution can be wrong.
    """

    def __init__(self, size_in, size_out, taps, stride=1, dilation=1):
        super().__init__()
        self.taps, self.stride, self.dilation = taps, stride, dilation
        self.linear = nn.Linear(size_in * taps, size_out)
        self.norm = nn.BatchNorm1d(size_out)

    def forward(self, x):
        reach = (self.taps - 1) // 2 * self.dilation
        if self.training:
            padded = F.pad(x, (0, 0, reach, reach))
            length = (x.shape[1] - 1) // self.stride + 1
            x = torch.cat([padded[:, k * self.dilation:k * self.dilation + (length - 1) * self.stride + 1:self.stride]
                           for k in range(self.taps)], 2)
            x = torch.relu(self.linear(x))
            return self.norm(x.reshape(-1, x.shape[2]).float()).view(x.shape)
        weight = self.linear.weight.view(self.linear.out_features, self.taps, -1).transpose(1, 2)
        x = torch.relu(F.conv1d(x.transpose(1, 2), weight, self.linear.bias, self.stride, reach, self.dilation))
        return self.norm(x).transpose(1, 2)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = Delay(BINS, WIDTH, 5, stride=2)
        self.layers = nn.ModuleList([Delay(WIDTH, WIDTH, 3, dilation=d) for d in (1, 2, 3, 4)])
        self.squeeze = nn.ModuleList([nn.Sequential(nn.Linear(WIDTH, 64), nn.ReLU(), nn.Linear(64, WIDTH), nn.Sigmoid()) for _ in self.layers])
        self.top = nn.Linear(WIDTH * len(self.layers), TOP)
        self.attention = nn.Sequential(nn.Linear(TOP, ATTENTION), nn.Tanh(), nn.Linear(ATTENTION, TOP))
        self.norm = nn.BatchNorm1d(2 * TOP)
        self.out = nn.Linear(2 * TOP, EMBEDDING)

    def forward(self, feats):
        """[batch, frames, 80], the mean of each band over the frames taken off → [batch, 256]."""
        x = self.first(feats)
        outputs = []
        for layer, squeeze in zip(self.layers, self.squeeze):
            y = layer(x)
            x = x + y * squeeze(y.mean(1, keepdim=True))
            outputs.append(x)
        x = torch.relu(self.top(torch.cat(outputs, 2)))
        weights = torch.softmax(self.attention(x).float(), 1)
        x = x.float()
        mean = (weights * x).sum(1)
        spread = torch.sqrt(torch.clamp((weights * x * x).sum(1) - mean * mean, min=1e-5))
        return self.out(self.norm(torch.cat([mean, spread], 1)))


class Margin(nn.Module):
    """Additive angular margin softmax (Deng et al., "ArcFace", 2019): each speaker has a direction, and must clear a margin."""

    def __init__(self, speakers, scale=30.0):
        super().__init__()
        self.directions = nn.Parameter(torch.randn(speakers, EMBEDDING) * 0.05)
        self.scale = scale

    def forward(self, embeddings, speakers, margin):
        cosine = F.linear(F.normalize(embeddings), F.normalize(self.directions)).clamp(-1 + 1e-6, 1 - 1e-6)
        own = cosine.gather(1, speakers[:, None])
        shifted = torch.cos(torch.acos(own) + margin)
        return F.cross_entropy(self.scale * cosine.scatter(1, speakers[:, None], shifted), speakers)
